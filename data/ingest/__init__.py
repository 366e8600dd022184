"""From a file to accepted rows: plan, checks, quarantine, report and edits."""
