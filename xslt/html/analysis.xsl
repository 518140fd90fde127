<?xml version="1.0" encoding="UTF-8"?>
<!-- Chapters 17.3 and 18 of the TEI Guidelines: segments, words and other units of analysis. -->
<xsl:stylesheet version="3.0"
  xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:f="urn:editio:functions"
  xmlns:m="urn:editio:modes"
  xmlns:v="urn:editio:variables"
  xmlns="http://www.w3.org/1999/xhtml"
  xpath-default-namespace="http://www.tei-c.org/ns/1.0"
  exclude-result-prefixes="#all" expand-text="yes">

  <xsl:template match="seg | s | cl | phr | w | m | c | pc" mode="m:html">
    <xsl:call-template name="inline"/>
  </xsl:template>

  <!-- A numbered section of a paragraph; the first one tells the paragraph's number, too. -->
  <xsl:template match="p/seg[@n] | ab/seg[@n]" mode="m:html">
    <xsl:element name="{if (f:holds-block(.)) then 'div' else 'span'}">
      <xsl:sequence select="f:attributes(., 'seg')"/>
      <span class="seg-number" data-made="">{
        string-join((../@n[empty(current()/preceding-sibling::seg)], @n), '.')}</span>
      <xsl:text> </xsl:text>
      <xsl:apply-templates mode="m:html"/>
    </xsl:element>
  </xsl:template>

  <!-- Whether the document says of any token that it touches the next. -->
  <xsl:variable name="v:joined" as="xs:boolean" select="exists(//w[@join]) or exists(//pc[@join]) or exists(//c[@join])"/>

  <!-- Room between tokens that @join says touch each other is layout of the source. -->
  <xsl:template mode="m:html" priority="1"
    match="(s | cl | phr | seg | name | u)/text()[$v:joined][not(normalize-space())]">
    <xsl:if test="not(f:joins(preceding-sibling::*[1], 'right', true())
      or f:joins(following-sibling::*[1], 'left', false()))">
      <xsl:value-of select="."/>
    </xsl:if>
  </xsl:template>

  <!-- Whether a token joins what is on one side of it: by its own @join or that of the last (or
       first) token in it. -->
  <xsl:function name="f:joins" as="xs:boolean">
    <xsl:param name="token" as="element()?"/>
    <xsl:param name="side" as="xs:string"/>
    <xsl:param name="last" as="xs:boolean"/>
    <xsl:sequence select="
      if ($token/self::w or $token/self::pc or $token/self::c) then $token/@join = ($side, 'both')
      else if ($token/*) then f:joins(if ($last) then $token/*[last()] else $token/*[1], $side, $last)
      else false()"/>
  </xsl:function>

  <!-- Interpretations that stand apart from the text: their words, as notes. -->
  <xsl:template match="spanGrp | interpGrp" mode="m:html">
    <div>
      <xsl:sequence select="f:attributes(., local-name())"/>
      <xsl:apply-templates mode="m:html"/>
    </div>
  </xsl:template>

  <!-- Annotations that stand apart from the text: what they say. -->
  <xsl:template match="listAnnotation | annotation" mode="m:html">
    <xsl:element name="{if (self::listAnnotation or f:holds-block(.)) then 'div' else 'span'}">
      <xsl:sequence select="f:attributes(., local-name())"/>
      <xsl:apply-templates mode="m:html"/>
    </xsl:element>
  </xsl:template>

  <xsl:template match="span | interp" mode="m:html">
    <span>
      <xsl:sequence select="f:attributes(., local-name())"/>
      <xsl:apply-templates mode="m:html"/>
    </span>
    <xsl:call-template name="room"/>
  </xsl:template>

</xsl:stylesheet>
