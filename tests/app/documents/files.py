"""Files as people have them, and as those who wish harm make them."""

import io
import zipfile
import zlib
from collections.abc import Mapping

ODT = "application/vnd.oasis.opendocument.text"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
TYPES = '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">{}</Types>'
OVERRIDE = '<Override PartName="{}" ContentType="{}"/>'


def a_pdf(*objects: bytes, tail: bytes = b"") -> bytes:
    """A page of nothing, and the objects given."""
    body = (
        b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n2 0 obj\n<< /Type /Pages /Count 0 >>\nendobj\n"
    )
    for number, own in enumerate(objects, 3):
        body += b"%d 0 obj\n%s\nendobj\n" % (number, own)
    return body + b"trailer\n<< /Root 1 0 R >>\nstartxref\n9\n%%EOF\n" + tail


def pressed_objects(content: bytes) -> bytes:
    pressed = zlib.compress(content)
    return b"<< /Type /ObjStm /Filter /FlateDecode /Length %d >>\nstream\n%s\nendstream" % (len(pressed), pressed)


def a_zip(members: Mapping[str, bytes | str], stored: tuple[str, ...] = ()) -> bytes:
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content, zipfile.ZIP_STORED if name in stored else zipfile.ZIP_DEFLATED)
    return kept.getvalue()


def a_docx(more: Mapping[str, bytes | str] | None = None, main: str = WORD, types: str = "") -> bytes:
    said = TYPES.format(OVERRIDE.format("/word/document.xml", main) + types)
    return a_zip({"[Content_Types].xml": said, "word/document.xml": "<w:document/>"} | dict(more or {}))


def an_odt(more: Mapping[str, bytes | str] | None = None, kind: str = ODT, manifest: str = "<manifest/>") -> bytes:
    members = {"mimetype": kind, "content.xml": "<office:document-content/>", "META-INF/manifest.xml": manifest}
    return a_zip(members | dict(more or {}), stored=("mimetype",))


def a_png(width: int = 1, height: int = 1, tail: bytes = b"") -> bytes:
    header = width.to_bytes(4) + height.to_bytes(4) + b"\x08\x00\x00\x00\x00"
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(b"\x00\x00")), (b"IEND", b""))
    written = (len(data).to_bytes(4) + name + data + zlib.crc32(name + data).to_bytes(4) for name, data in chunks)
    return b"\x89PNG\r\n\x1a\n" + b"".join(written) + tail


def a_jpeg(tail: bytes = b"") -> bytes:
    return b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00\xff\xda\x00\x02abc\xff\xd9" + tail
