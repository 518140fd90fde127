<?xml version="1.0" encoding="UTF-8"?>
<!-- Chapter 3 of the TEI Guidelines: paragraphs, emphasis, quotation, editorial changes, milestones. -->
<xsl:stylesheet version="3.0"
  xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:f="urn:editio:functions"
  xmlns:m="urn:editio:modes"
  xmlns="http://www.w3.org/1999/xhtml"
  xpath-default-namespace="http://www.tei-c.org/ns/1.0"
  exclude-result-prefixes="#all" expand-text="yes">

  <xsl:template match="p | ab" mode="m:html">
    <xsl:call-template name="paragraph"/>
  </xsl:template>

  <xsl:template match="hi | emph | foreign | distinct | mentioned | soCalled | gloss" mode="m:html">
    <xsl:call-template name="inline"/>
  </xsl:template>

  <!-- Line beginnings: a break, unless the line's word goes on. -->
  <xsl:template match="lb" mode="m:html">
    <br>
      <xsl:sequence select="f:attributes(., ('lb', @break[. eq 'no'] ! 'no-break'))"/>
    </br>
  </xsl:template>

  <!-- Page beginnings: their number is made from @n. -->
  <xsl:template match="pb" mode="m:html">
    <span data-made="">
      <xsl:sequence select="f:attributes(., 'pb')"/>
      <xsl:text>{@n}</xsl:text>
    </span>
  </xsl:template>

</xsl:stylesheet>
