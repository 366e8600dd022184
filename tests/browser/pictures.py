"""Make the pictures of README in a real browser on the demo college: `python -m tests.browser.pictures`."""

import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, sync_playwright

from data.default import prepare
from data.store.store import Store
from tests.bench import probe
from tests.browser import chromium
from tests.serving import served

FOLDER = Path(__file__).resolve().parents[2] / "pictures"
MOST_BYTES = 150_000


@dataclass(frozen=True)
class Picture:
    """One picture: the name of its file and the address of its page."""

    name: str
    address: str


PICTURES = (
    Picture("overview", ""),
    Picture("versus", "versus"),
)


def main() -> None:
    """Serve a fresh demo college and write one PNG per picture; exit code 1 where one is too large or nothing can draw."""
    path = chromium.found()
    if path is None:
        sys.exit("Needs Chromium: install it, or name it in CHROMIUM_PATH.")
    FOLDER.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as home:
        print("Making the demo college…", flush=True)
        prepare(Store(Path(home)))
        with (
            served("dashboard", "serve", "--port", "{port}", home=Path(home)) as server,
            sync_playwright() as playwright,
        ):
            browser = playwright.chromium.launch(executable_path=path, args=chromium.FLAGS)
            for picture in PICTURES:
                take(browser, server.address, picture)


def take(browser: Browser, server: str, picture: Picture) -> None:
    """Write one page, light and 1,440 pixels wide, once its last chart is painted."""
    page = probe.opened(browser, f"{server}/{picture.address}")
    page.get_by_role("heading", level=1).wait_for()
    target = FOLDER / f"{picture.name}.png"
    page.screenshot(path=target, animations="disabled")
    page.context.close()
    with Image.open(target) as picture_of_page:
        few_colors = picture_of_page.convert("RGB").quantize(256, dither=Image.Dither.NONE)
    few_colors.save(target, optimize=True)
    size = target.stat().st_size
    print(f"{target.relative_to(FOLDER.parent)}: {size:,} bytes", flush=True)
    if size >= MOST_BYTES:
        sys.exit(f"{target.name} has {size:,} bytes; a picture in README stays under {MOST_BYTES:,}.")


if __name__ == "__main__":
    main()
