"""make screenshots: pictures of every kind of page of the sample site, to be looked at, into tests/screenshots/.

Each is taken at 1280 and 390 px, the wide one light, the narrow one dark.
"""

import os
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import sync_playwright

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "tests" / "screenshots"
PORT = 8765
SITE = f"http://127.0.0.1:{PORT}"
CHROMIUM = "/usr/bin/chromium"
TALLEST = {1280: 3000, 390: 2400}  # of a long page its beginning: they lie in the repository
WIDEST = 800
PASSWORD = "only-for-pictures-1"
PAGES = {
    "home": "/ja/",
    "article": "/ja/articles/1/",
    "digest": "/ja/articles/2/",
    "comments": "/ja/articles/3/",
    "english": "/en/articles/6/",
    "russian": "/ru/articles/7/",
    "kazakh": "/kk/articles/8/",
    "chinese": "/zh-hans/articles/9/",
    "parallel": "/ja/parallel/1/",
    "graph": "/ja/graph/2/",
    "cite": "/ja/cite/1/",
    "corrections": "/ja/corrections/14/",
    "list": "/ja/articles/",
    "search": "/ja/search/?q=トカエフ",
    "nothing": "/ja/search/?q=存在しない言葉",
    "tags": "/ja/tags/",
    "tag": "/ja/tags/kazakhstan/",
    "sources": "/ja/sources/",
    "source": "/ja/sources/tairiku-shuho/",
    "timeline": "/ja/timeline/",
    "year": "/ja/archive/2024/",
    "month": "/ja/archive/2024/11/",
    "author": "/ja/authors/桐生航/",
    "language": "/ja/languages/ru/",
    "about": "/ja/about/",
    "404": "/ja/nowhere/",
    "withdrawn": "/ja/articles/12/",
}
OFFICE = {
    "office": "/admin/",
    "office-articles": "/admin/articles/article/",
    "office-article": "/admin/articles/article/1/change/",
    "office-page": "/admin/articles/capture/2/change/",
}
# What the sample site does not have by itself: a public correction and a withdrawn article.
ACTS = """
from dataclasses import replace
from articles import pipeline
from articles.models import Article
from articles.revisions.content import content_of_revision
article = Article.objects.get(pk=14)
content = content_of_revision(article.live_revision)
corrected = replace(content, body=content.body.replace("71", "72", 1))
pipeline.save_edit(article, corrected, user=None, note="第1段落の数字を直しました。", is_note_public=True)
pipeline.publish_articles([Article.objects.get(pk=14)])
pipeline.withdraw_articles([Article.objects.get(pk=12)])
"""


def main() -> None:
    FOLDER.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as data:
        environment = os.environ | {"KZ_DATA_DIR": data, "KZ_EDITOR_PASSWORD": PASSWORD}
        manage = [sys.executable, str(ROOT / "manage.py")]
        subprocess.run([*manage, "init"], check=True, env=environment, stdout=subprocess.DEVNULL)
        subprocess.run([*manage, "shell", "-v0", "-c", ACTS], check=True, env=environment)
        server = subprocess.Popen([*manage, "serve", "--port", str(PORT)], env=environment, cwd=ROOT)
        try:
            wait_for(f"{SITE}/ja/")
            take_all()
        finally:
            server.terminate()


def wait_for(address: str) -> None:
    for _ in range(100):
        try:
            urllib.request.urlopen(address, timeout=5).close()
        except (urllib.error.URLError, OSError):
            time.sleep(0.2)
        else:
            return
    raise SystemExit(f"{address} does not answer")


def take_all() -> None:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        for width, scheme in ((1280, "light"), (390, "dark")):
            context = browser.new_context(
                viewport={"width": width, "height": 900}, color_scheme=scheme, locale="ja-JP"
            )
            page = context.new_page()
            for name, path in PAGES.items():
                take(page, name, path, width)
            page.goto(f"{SITE}/admin/login/?next=/admin/")
            page.fill("#id_username", "editor")
            page.fill("#id_password", PASSWORD)
            page.press("#id_password", "Enter")
            for name, path in OFFICE.items():
                take(page, name, path, width)
            context.close()
        browser.close()


def take(page, name: str, path: str, width: int) -> None:
    page.goto(SITE + path)
    picture = Image.open(BytesIO(page.screenshot(full_page=True))).convert("RGB")
    picture = picture.crop((0, 0, width, min(picture.height, TALLEST[width])))
    picture.thumbnail((WIDEST, picture.height))
    picture.save(FOLDER / f"{name}-{width}.webp", quality=45, method=6)
    if (name, width) == ("home", 1280):
        page.screenshot(path=FOLDER / "home.png")


if __name__ == "__main__":
    main()
