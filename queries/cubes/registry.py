"""Every cube by its name. A cube is declared in a file of this folder and nowhere else."""

from importlib import import_module
from pkgutil import iter_modules

import queries.cubes
from queries.semantic.cube import Cube

CUBES = {
    cube.name: cube
    for module in sorted(module.name for module in iter_modules(queries.cubes.__path__) if module.name != "registry")
    for cube in vars(import_module(f"queries.cubes.{module}")).values()
    if isinstance(cube, Cube)
}
