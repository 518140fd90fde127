<?xml version="1.0" encoding="UTF-8"?>
<!-- TEI Guidelines, chapter 10 (manuscript description): a line per field. -->
<xsl:stylesheet version="3.0"
  xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:f="urn:editio:functions"
  xmlns:m="urn:editio:modes"
  xmlns:v="urn:editio:variables"
  xpath-default-namespace="http://www.tei-c.org/ns/1.0"
  exclude-result-prefixes="#all" expand-text="yes">

  <xsl:template match="msDesc | msPart | msFrag" mode="m:text">
    <xsl:call-template name="between"/>
  </xsl:template>

  <xsl:template match="msIdentifier | msContents | msItem | physDesc | objectDesc | supportDesc
    | layoutDesc | handDesc | decoDesc | history | origin | provenance | acquisition | additional
    | locus | incipit | explicit | rubric | colophon | summary" mode="m:text">
    <xsl:call-template name="between">
      <xsl:with-param name="before" select="if (self::locus) then ' ' else $v:line"/>
    </xsl:call-template>
  </xsl:template>

</xsl:stylesheet>
