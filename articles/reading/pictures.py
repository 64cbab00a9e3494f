"""The archive's own pictures, from wherever Django's storage keeps them; a name holds its content's hash, so it never changes."""

from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from articles.desk.pictures import FOLDER, storage_answers
from articles.models import Picture

A_YEAR = 31_536_000  # seconds


@require_safe
def picture(request: HttpRequest, key: str, width: int, suffix: str) -> HttpResponse:
    row = Picture.objects.filter(key=key, suffix=suffix).only("key", "suffix", "widths").first()
    if row is None or width not in row.widths:
        raise Http404
    try:
        with storage_answers():
            file = default_storage.open(f"{FOLDER}/{row.file_name(width)}")
    except FileNotFoundError as error:
        raise Http404 from error
    answer = FileResponse(file, content_type=f"image/{suffix}")
    answer.headers["Cache-Control"] = f"public, max-age={A_YEAR}, immutable"
    return answer
