"""Names of the countries that papers on Kazakhstan come from."""

from django.utils.translation import pgettext_lazy

_NAMES = {
    "AM": pgettext_lazy("country", "Armenia"),
    "AZ": pgettext_lazy("country", "Azerbaijan"),
    "BE": pgettext_lazy("country", "Belgium"),
    "BY": pgettext_lazy("country", "Belarus"),
    "CN": pgettext_lazy("country", "China"),
    "DE": pgettext_lazy("country", "Germany"),
    "FR": pgettext_lazy("country", "France"),
    "GB": pgettext_lazy("country", "United Kingdom"),
    "GE": pgettext_lazy("country", "Georgia"),
    "HK": pgettext_lazy("country", "Hong Kong"),
    "IN": pgettext_lazy("country", "India"),
    "IR": pgettext_lazy("country", "Iran"),
    "JP": pgettext_lazy("country", "Japan"),
    "KG": pgettext_lazy("country", "Kyrgyzstan"),
    "KR": pgettext_lazy("country", "South Korea"),
    "KZ": pgettext_lazy("country", "Kazakhstan"),
    "LV": pgettext_lazy("country", "Latvia"),
    "MN": pgettext_lazy("country", "Mongolia"),
    "NL": pgettext_lazy("country", "Netherlands"),
    "PL": pgettext_lazy("country", "Poland"),
    "QA": pgettext_lazy("country", "Qatar"),
    "RU": pgettext_lazy("country", "Russia"),
    "SG": pgettext_lazy("country", "Singapore"),
    "TJ": pgettext_lazy("country", "Tajikistan"),
    "TM": pgettext_lazy("country", "Turkmenistan"),
    "TR": pgettext_lazy("country", "Türkiye"),
    "TW": pgettext_lazy("country", "Taiwan"),
    "UA": pgettext_lazy("country", "Ukraine"),
    "US": pgettext_lazy("country", "United States"),
    "UZ": pgettext_lazy("country", "Uzbekistan"),
    "VN": pgettext_lazy("country", "Vietnam"),
}


def name_of(code: str) -> str:
    """A country's name in the reader's language; the code where we know none."""
    return str(_NAMES.get(code, code))
