<?xml version="1.0" encoding="UTF-8"?>
<!-- Chapter 5 of the TEI Guidelines: characters, glyphs and writing modes. -->
<xsl:stylesheet version="3.0"
  xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:f="urn:editio:functions"
  xmlns:m="urn:editio:modes"
  xmlns:v="urn:editio:variables"
  xmlns="http://www.w3.org/1999/xhtml"
  xpath-default-namespace="http://www.tei-c.org/ns/1.0"
  exclude-result-prefixes="#all" expand-text="yes">

  <!-- A character: what the document writes; else the form that its declaration maps it to. -->
  <xsl:template match="g" mode="m:html">
    <xsl:variable name="declared" as="element()?"
      select="key('v:by-id', substring-after(@ref, '#'), root())[1]"/>
    <span>
      <xsl:call-template name="attributes"/>
      <xsl:choose>
        <xsl:when test="node()">
          <xsl:apply-templates mode="m:html"/>
        </xsl:when>
        <xsl:otherwise>
          <xsl:attribute name="title" select="f:spelled-out(replace(@ref, '^(#|char:)', ''))"/>
          <xsl:attribute name="data-made" select="''"/>
          <xsl:text>{f:glyph($declared, @ref)}</xsl:text>
        </xsl:otherwise>
      </xsl:choose>
    </span>
  </xsl:template>

  <!-- A character for a declared one; the hyphens of the EEBO-TCP texts are known, too. -->
  <xsl:function name="f:glyph" as="xs:string">
    <xsl:param name="declared" as="element()?"/>
    <xsl:param name="name" as="xs:string?"/>
    <xsl:variable name="mapping" as="element()?" select="
      ($declared/mapping[@type = ('glyph-display', 'Unicode', 'unicode')],
       $declared/mapping[@type = 'standard'], $declared/mapping)[1]"/>
    <xsl:sequence select="
      if ($mapping) then normalize-space($mapping)
      else if ($name = ('char:EOLhyphen', 'char:EOLunhyphen')) then '-'
      else '&#xFFFD;'"/>
  </xsl:function>

  <!-- The characters that a document declares: a line for each, its names and forms in a row. -->
  <xsl:template match="charDecl" mode="m:html">
    <div>
      <xsl:call-template name="attributes"/>
      <xsl:for-each-group select="node()[self::* or self::text()[normalize-space()]]"
        group-adjacent="exists(self::char | self::glyph)">
        <xsl:choose>
          <xsl:when test="current-grouping-key()">
            <ul>
              <xsl:apply-templates select="current-group()" mode="m:html"/>
            </ul>
          </xsl:when>
          <xsl:otherwise>
            <xsl:apply-templates select="current-group()" mode="m:html"/>
          </xsl:otherwise>
        </xsl:choose>
      </xsl:for-each-group>
    </div>
  </xsl:template>

  <xsl:template match="charDecl/char | charDecl/glyph" mode="m:html">
    <li>
      <xsl:call-template name="attributes"/>
      <xsl:call-template name="spaced"/>
    </li>
  </xsl:template>

  <xsl:template match="char | glyph" mode="m:html">
    <div>
      <xsl:call-template name="attributes"/>
      <xsl:call-template name="spaced"/>
    </div>
  </xsl:template>

  <!-- A form or a property after its kind or its name; a property may be said by attributes alone. -->
  <xsl:template match="mapping | charProp | localProp | unicodeProp | unihanProp" mode="m:html">
    <xsl:element name="{if (* and f:holds-block(.)) then 'div' else 'span'}">
      <xsl:call-template name="attributes"/>
      <xsl:for-each select="(@type, @name)[1]">
        <span class="facts" data-made="">{.}</span>
        <xsl:text> </xsl:text>
      </xsl:for-each>
      <xsl:if test="@value and not(node())">
        <span data-made="">{@value}</span>
      </xsl:if>
      <xsl:call-template name="spaced"/>
    </xsl:element>
  </xsl:template>

  <xsl:template match="
    charName | glyphName | localName | unicodeName | value" mode="m:html">
    <xsl:call-template name="phrase"/>
  </xsl:template>

</xsl:stylesheet>
