<?xml version="1.0" encoding="UTF-8"?>
<!--
  What a document says about itself, what can be cited in it, and what it mentions: one pass.

  In: a document (TEI, teiCorpus, or a fragment). Out: text, in which Unicode noncharacters mark
  events, so that a reader can rebuild the nesting with a stack (publish/mentions/events.py):

    U+FDD0 name (U+FDD1 attribute=value)* U+FDD2   an element that matters begins
    U+FDD3                                         it ends
    U+FDD4                                         a word is broken here by the line or the page
    U+FDD5                                         a sentence ends here: the document marks sentences
    U+FDD6                                         no space belongs here

  A citable unit has the attribute "@id". Names that begin with "@" are records and not elements.
  Text that a reader of the regularised text does not read is left out (mentions/text.xsl).
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

  <xsl:include href="shared/alignment.xsl"/>
  <xsl:include href="mentions/events.xsl"/>
  <xsl:include href="mentions/text.xsl"/>
  <xsl:include href="mentions/header.xsl"/>
  <xsl:include href="mentions/pointers.xsl"/>

  <!-- The document: metadata, pointers, then everything else in reading order. -->
  <xsl:mode on-no-match="fail" on-multiple-match="fail"/>

  <!-- The text with its events. Text goes through, elements without a template leave no trace. -->
  <xsl:mode name="m:mentions" on-no-match="text-only-copy" on-multiple-match="fail"/>

  <!-- The header with its events: only what tells of the text and not of its edition. Text is
       dropped, but for the elements that switch to m:mentions. -->
  <xsl:mode name="m:header" on-no-match="shallow-skip" on-multiple-match="fail"/>

  <!-- White space between elements is one space: the length of an indentation costs time. -->
  <xsl:template match="text()[not(normalize-space())]" mode="m:mentions">
    <xsl:text> </xsl:text>
  </xsl:template>

  <xsl:template match="/">
    <xsl:sequence select="f:metadata(.)"/>
    <xsl:sequence select="f:pointers(.)"/>
    <xsl:apply-templates mode="m:mentions"/>
  </xsl:template>

</xsl:stylesheet>
