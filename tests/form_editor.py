"""The form editor in a browser, on files that lie in the browser itself: its local repository."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from playwright.sync_api import Locator, Page

# The browser's own folder stands for the one that a person would choose on their disk.
CHOSEN = """
window.showDirectoryPicker = async () => {
  const top = await navigator.storage.getDirectory();
  return top.getDirectoryHandle("handbook", { create: true });
};
"""
LAY = """
async (files) => {
  const top = await navigator.storage.getDirectory();
  const home = await top.getDirectoryHandle("handbook", { create: true });
  await home.getDirectoryHandle(".git", { create: true });
  for (const [path, text] of Object.entries(files)) {
    const folders = path.split("/");
    const name = folders.pop();
    let at = home;
    for (const each of folders) at = await at.getDirectoryHandle(each, { create: true });
    const file = await (await at.getFileHandle(name, { create: true })).createWritable();
    await file.write(text);
    await file.close();
  }
}
"""
READ = """
async ([path, before]) => {
  const folders = path.split("/");
  const name = folders.pop();
  let at = await (await navigator.storage.getDirectory()).getDirectoryHandle("handbook");
  for (const each of folders) at = await at.getDirectoryHandle(each);
  for (let looked = 0; looked < 200; looked += 1) {
    const file = await at.getFileHandle(name).then((h) => h.getFile()).catch(() => null);
    const text = file ? await file.text().catch(() => before) : before;
    if (text && text !== before) return text;
    await new Promise((later) => setTimeout(later, 50));
  }
  return before;
}
"""


def lay_into_browser(page: Page, address: str, files: Mapping[str, str]) -> None:
    """Put files where the form's local repository looks for them."""
    page.add_init_script(CHOSEN)
    page.goto(address + "edit/edit.css")
    page.evaluate(LAY, files)


def open_local_form(page: Page, address: str) -> None:
    """Open the form on those files."""
    page.goto(address + "edit/")
    page.get_by_role("button", name="Work with Local Repository").click()
    page.get_by_text("Groups and their terms of reference").first.wait_for()


def save(page: Page, path: str, before: str) -> str:
    """Save what is open; give its file once it is another than ``before``."""
    page.get_by_role("button", name="Save", exact=True).click()
    after: str = page.evaluate(READ, [path, before])
    page.wait_for_url(lambda url: "/entries/" not in url)  # it goes back to the list by itself
    return after


def field(page: Page, key: str, box: str = "input") -> Locator:
    """The box of a field."""
    return _drawn(page, f'[data-key-path="{key}"] {box}:not([aria-hidden=true])', key)


def question(page: Page, key: str) -> Locator:
    """All that the form asks of a field."""
    return _drawn(page, f'section[data-key-path="{key}"]', key)


def _drawn(page: Page, selector: str, key: str) -> Locator:
    """The first of these; the form draws a field when it is about to be seen."""
    found = page.locator(selector).first
    for _ in range(30):
        if found.count():
            found.scroll_into_view_if_needed()
            return found
        page.locator("[data-key-path]").last.scroll_into_view_if_needed()
        page.mouse.move(500, 600)
        page.mouse.wheel(0, 700)
        page.wait_for_timeout(50)
    raise AssertionError(f"{key} is not asked for")
