"""Pictures of the page beside those that were kept. UPDATE_SCREENSHOTS=1 keeps the new ones.

Another version of the browser draws edges of letters and lines a little differently: of the pixels, four in a
thousand may differ in a colour by more than 60 of 255. Rows that moved are more; how lines are drawn, another test asks the browser.
"""
import io
import os
import pathlib

MOST, STEP, LARGEST = 0.004, 60, 150_000
FAILED = pathlib.Path(os.environ.get("AMPSLINT_CACHE") or ".") / "html-failed"


def differing(one, other):
    from PIL import ImageChops

    difference = ImageChops.difference(one, other)
    worst = difference.getchannel(0)
    for channel in (1, 2):
        worst = ImageChops.lighter(worst, difference.getchannel(channel))
    return sum(worst.histogram()[STEP + 1:]) / (one.width * one.height)


def packed(picture):
    """As a PNG with a palette: a third of the size."""
    out = io.BytesIO()
    picture.quantize(256, dither=0).save(out, "PNG", optimize=True)
    return out.getvalue()


def check(page, kept):
    from PIL import Image

    page.mouse.move(0, 0)
    png = packed(Image.open(io.BytesIO(page.screenshot(animations="disabled"))).convert("RGB"))
    assert len(png) <= LARGEST, f"{kept}: {len(png)} bytes"
    if os.environ.get("UPDATE_SCREENSHOTS"):
        kept.parent.mkdir(exist_ok=True)
        kept.write_bytes(png)
        return
    now, before = (Image.open(file).convert("RGB") for file in (io.BytesIO(png), kept))
    share = differing(now, before) if now.size == before.size else 1
    if share > MOST:
        FAILED.mkdir(parents=True, exist_ok=True)
        (FAILED / kept.name).write_bytes(png)
        raise AssertionError(f"{kept}: {share:.1%} of the pixels differ from {FAILED / kept.name}; UPDATE_SCREENSHOTS=1 keeps the new picture")
