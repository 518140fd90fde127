"""What only a build finds: its findings come from rendering and from the written site.

## XML-NO-TEXTS: the edition has no text

No file of the folder is TEI that can be read. Put some in, or name them under `[sources]` in
`edition.toml`: the patterns may be too narrow.

## TXT-UNHANDLED: no rule renders an element

Its content is shown, without any form of its own. Add a template for it in a stylesheet of the
edition (`render.html_stylesheet`), or encode it with an element of the TEI Guidelines.

## TXT-LOST: words of the document are missing

The words are in the TEI, but not in the HTML or in the plain text. In an edition without a
stylesheet of its own this is a mistake of Editio: please report it.

## TXT-DOUBLED: words of the document are there twice

The words appear more often than in the TEI. Text that a stylesheet repeats or makes must be inside
an element with `data-made`.

## TXT-ORDER: words of the document are in another place

The words are there, but not where they stand in the TEI. Text that a stylesheet moves leaves an
element with `data-moved` behind.

## TXT-ADDED: words that are not in the document

The HTML or the plain text has words that the TEI has not. Text that a stylesheet makes must be
inside an element with `data-made`.

## TXT-STYLESHEET: the stylesheet fails on the document

It stopped with the message shown, and the document has no page. A stylesheet of the edition must
be corrected; a failure of Editio's own is a mistake to report.

## PTR-MEDIA: a picture is not there

The document names an image, a sound or a film that is not in the edition's folder.

Bad: `<graphic url="images/p1.jpg"/>` where the file is `img/p1.jpg`.
Good: `<graphic url="img/p1.jpg"/>`.

## PTR-PERMALINK: a passage of the last release is gone

The release that `release.previous` in `edition.toml` names had a text or a passage that this build
has no more: who cited it will find nothing. Give the passage its id again, or say where it went.
Or its pages lie elsewhere now, all of them, because `spread` under `[render]` is not what it was.

Bad: an `xml:id` that was renamed or moved to another text.
Good: `[release.redirects]` with `"letters#p12" = "letters-1871#p12"`.

## PTR-PAGE: a link of the site leads nowhere

A page links to a page or to a place that does not exist. Correct the pointer in the document.
"""
