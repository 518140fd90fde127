<?xml version="1.0" encoding="UTF-8"?>
<!--
  Chapter 22 of the TEI Guidelines: certainty, precision and responsibility. What they say about
  another element stays with it as data; only their descriptions have words.
-->
<xsl:stylesheet version="3.0"
  xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:f="urn:editio:functions"
  xmlns:m="urn:editio:modes"
  xmlns="http://www.w3.org/1999/xhtml"
  xpath-default-namespace="http://www.tei-c.org/ns/1.0"
  exclude-result-prefixes="#all" expand-text="yes">

  <xsl:template match="certainty | precision | respons" mode="m:html">
    <xsl:choose>
      <xsl:when test="normalize-space()">
        <xsl:call-template name="phrase"/>
      </xsl:when>
      <xsl:otherwise>
        <span>
          <xsl:call-template name="attributes"/>
          <xsl:for-each select="@match | @locus | @assertedValue | @degree | @precision | @cert">
            <xsl:attribute name="data-{lower-case(local-name())}" select="normalize-space()"/>
          </xsl:for-each>
        </span>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>

</xsl:stylesheet>
