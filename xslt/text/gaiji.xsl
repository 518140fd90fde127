<?xml version="1.0" encoding="UTF-8"?>
<!-- TEI Guidelines, chapter 5 (characters and glyphs). -->
<xsl:stylesheet version="3.0"
  xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:f="urn:editio:functions"
  xmlns:m="urn:editio:modes"
  xmlns:v="urn:editio:variables"
  xpath-default-namespace="http://www.tei-c.org/ns/1.0"
  exclude-result-prefixes="#all" expand-text="yes">

  <xsl:key name="v:glyphs" match="char | glyph" use="'#' || @xml:id"/>

  <!-- An empty g stands for a character described elsewhere: its mapping where the document has one,
       else its name. The hyphen of a broken line is not written. -->
  <xsl:template match="g[not(node())]" mode="m:text">
    <xsl:if test="@ref and not(contains(@ref, 'EOL'))">
      <xsl:variable name="mapping" as="element()?" select="key('v:glyphs', @ref)[1]/mapping[1]"/>
      <xsl:value-of select="f:made(
        if ($mapping) then string($mapping) else '[' || replace(@ref, '^.*[:#/]', '') || ']')"/>
    </xsl:if>
  </xsl:template>

  <xsl:template match="charDecl | char | glyph" mode="m:text">
    <xsl:call-template name="record"/>
  </xsl:template>

</xsl:stylesheet>
