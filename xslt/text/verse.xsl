<?xml version="1.0" encoding="UTF-8"?>
<!-- TEI Guidelines, chapter 6 (verse): a line per line, an empty line between stanzas. -->
<xsl:stylesheet version="3.0"
  xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:f="urn:editio:functions"
  xmlns:m="urn:editio:modes"
  xmlns:v="urn:editio:variables"
  xpath-default-namespace="http://www.tei-c.org/ns/1.0"
  exclude-result-prefixes="#all" expand-text="yes">

  <xsl:template match="lg" mode="m:text">
    <xsl:value-of select="$v:block"/>
    <xsl:apply-templates mode="m:text"/>
    <xsl:value-of select="$v:block"/>
  </xsl:template>

  <xsl:template match="l" mode="m:text">
    <xsl:value-of select="$v:line"/>
    <xsl:apply-templates mode="m:text"/>
    <xsl:value-of select="$v:line"/>
  </xsl:template>

</xsl:stylesheet>
