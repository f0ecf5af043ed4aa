"""HTML set as pages, for PDFs, without opening any file or address."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from weasyprint import Document


class Typesetter:
    """Fonts and styles, read once for as many documents as follow.

    WeasyPrint is loaded here and not with the program: half a second and some 30 MiB that only who draws has to pay.
    """

    def __init__(self, *styles: str) -> None:
        from weasyprint import CSS
        from weasyprint.text.fonts import FontConfiguration
        from weasyprint.urls import URLFetcher

        self._fonts = FontConfiguration()
        self._pictures: dict[str, Any] = {}
        self._fetcher = URLFetcher(allowed_protocols=["data"])
        self._colours: dict[str, Any] = {}
        """Profiles that the styles hold, by name."""
        about = {"font_config": self._fonts, "url_fetcher": self._fetcher, "color_profiles": self._colours}
        self._styles = [CSS(string=style, **about) for style in styles]

    def laid_out(self, html: str) -> "Document":
        """The pages of one document."""
        from weasyprint import HTML

        document = HTML(string=html, url_fetcher=self._fetcher)
        return document.render(
            self._fonts, color_profiles=self._colours, stylesheets=self._styles, cache=self._pictures
        )
