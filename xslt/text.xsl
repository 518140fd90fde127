<?xml version="1.0" encoding="UTF-8"?>
<!--
  TEI to plain text: a reading text for people (docs/explanation/plain-text.md).

  In: a document (TEI, teiCorpus, or a fragment). Out: its text with marks where blocks, lines, notes
  and so on begin and end (text/markers.xsl); src/editio/publish/render/text.py lays it out by them.
  The stylesheet says what something is, never how wide, how deep or with what number.

  An edition extends it with a stylesheet of its own that imports ours and adds templates in m:text.
  What is dropped here must be declared in conservation.xsl, or the build reports it as lost.
-->
<xsl:stylesheet version="3.0"
  xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:f="urn:editio:functions"
  xmlns:m="urn:editio:modes"
  xmlns:v="urn:editio:variables"
  xpath-default-namespace="http://www.tei-c.org/ns/1.0"
  exclude-result-prefixes="#all" expand-text="yes">

  <xsl:output method="text" encoding="UTF-8"/>

  <xsl:include href="shared/dictionaries.xsl"/>
  <xsl:include href="shared/quotation.xsl"/>
  <xsl:include href="text/markers.xsl"/>
  <xsl:include href="text/structure.xsl"/>
  <xsl:include href="text/core.xsl"/>
  <xsl:include href="text/lists.xsl"/>
  <xsl:include href="text/notes.xsl"/>
  <xsl:include href="text/verse.xsl"/>
  <xsl:include href="text/drama.xsl"/>
  <xsl:include href="text/spoken.xsl"/>
  <xsl:include href="text/dictionaries.xsl"/>
  <xsl:include href="text/msdescription.xsl"/>
  <xsl:include href="text/transcr.xsl"/>
  <xsl:include href="text/textcrit.xsl"/>
  <xsl:include href="text/namesdates.xsl"/>
  <xsl:include href="text/bibl.xsl"/>
  <xsl:include href="text/figures.xsl"/>
  <xsl:include href="text/gaiji.xsl"/>
  <xsl:include href="text/analysis.xsl"/>
  <xsl:include href="text/tagdocs.xsl"/>

  <!-- 'reading' (regularised, corrected, expanded) or 'diplomatic' (as written). -->
  <xsl:param name="v:reading" as="xs:string" select="'reading'"/>
  <!-- 'end' (a list at the end) or 'omit'. -->
  <xsl:param name="v:notes" as="xs:string" select="'end'"/>

  <!-- What is left of a web page around a text (type="page-remains"): 'hide' or 'show'. -->
  <xsl:param name="v:page-remains" as="xs:string" select="'hide'"/>

  <!-- The document node to its text. -->
  <xsl:mode on-no-match="fail" on-multiple-match="fail"/>

  <!-- Nodes of a text to text and marks. Text goes through as it is, whitespace included (text.py
       settles it); an element without a template is inline. Comments and processing instructions
       are dropped. -->
  <xsl:mode name="m:text" on-no-match="text-only-copy" on-multiple-match="fail"/>

  <!-- Whitespace between elements is one space; the length of an indentation costs time. -->
  <xsl:template match="text()[not(normalize-space())]" mode="m:text">
    <xsl:text> </xsl:text>
  </xsl:template>

  <xsl:template match="/">
    <xsl:apply-templates mode="m:text"/>
  </xsl:template>

</xsl:stylesheet>
