<?xml version="1.0" encoding="UTF-8"?>
<!-- Chapters 17.3 and 18 of the TEI Guidelines: segments, words and other units of analysis. -->
<xsl:stylesheet version="3.0"
  xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:map="http://www.w3.org/2005/xpath-functions/map"
  xmlns:f="urn:editio:functions"
  xmlns:m="urn:editio:modes"
  xmlns:v="urn:editio:variables"
  xmlns="http://www.w3.org/1999/xhtml"
  xpath-default-namespace="http://www.tei-c.org/ns/1.0"
  exclude-result-prefixes="#all" expand-text="yes">

  <xsl:template match="w | m | c | pc" mode="m:html">
    <xsl:call-template name="phrase"/>
  </xsl:template>

  <!-- What may hold tokens that touch. -->
  <xsl:template match="seg | s | cl | phr" mode="m:html">
    <xsl:call-template name="inline"/>
  </xsl:template>

  <!-- A numbered section of a paragraph; the first one tells the paragraph's number, too. -->
  <xsl:template match="p/seg[@n] | ab/seg[@n]" mode="m:html">
    <xsl:element name="{if (f:holds-block(.)) then 'div' else 'span'}">
      <xsl:call-template name="attributes-of-class">
        <xsl:with-param name="class" select="'seg'"/>
      </xsl:call-template>
      <span class="seg-number" data-made="">{
        string-join((../@n[empty(current()/preceding-sibling::seg)], @n), '.')}</span>
      <xsl:text> </xsl:text>
      <xsl:call-template name="content"/>
    </xsl:element>
  </xsl:template>

  <!-- The white space beside tokens that touch their neighbour (@join), by generate-id(): it is
       layout of the source. Found from the tokens, which are few, and not from the texts. -->
  <xsl:variable name="v:layout" as="map(xs:string, xs:boolean)" select="
    map:merge(
      //*[@join][self::w or self::pc or self::c]
      ! (.[@join = ('right', 'both')] ! f:room-beside(., true()),
         .[@join = ('left', 'both')] ! f:room-beside(., false()))
      ! map:entry(generate-id(), true()))"/>

  <!-- The white space after an element (or before it), and after those around that end with it. -->
  <xsl:function name="f:room-beside" as="text()*">
    <xsl:param name="element" as="element()"/>
    <xsl:param name="after" as="xs:boolean"/>
    <xsl:variable name="around" as="element()?" select="$element/parent::*"/>
    <xsl:if test="$around/(self::s | self::cl | self::phr | self::seg | self::name | self::u)">
      <xsl:sequence select="f:room-next($element, $after)"/>
    </xsl:if>
    <xsl:if test="$around[not(self::w or self::pc or self::c)] and empty(
      if ($after) then $element/following-sibling::*[1] else $element/preceding-sibling::*[1])">
      <xsl:sequence select="f:room-beside($around, $after)"/>
    </xsl:if>
  </xsl:function>

  <!-- The white space between a node and the next element. -->
  <xsl:function name="f:room-next" as="text()*">
    <xsl:param name="node" as="node()"/>
    <xsl:param name="after" as="xs:boolean"/>
    <xsl:variable name="next" as="node()?" select="
      if ($after) then $node/following-sibling::node()[1] else $node/preceding-sibling::node()[1]"/>
    <xsl:sequence select="
      $next[not(self::*)] ! (self::text()[not(normalize-space())], f:room-next(., $after))"/>
  </xsl:function>

  <!-- The content of an element, without such white space. Not a pattern for text nodes, which
       every text would pay for. -->
  <xsl:template name="content">
    <xsl:choose>
      <xsl:when test="
        (self::s or self::cl or self::phr or self::seg or self::name or self::u)
        and map:size($v:layout) gt 0">
        <xsl:apply-templates mode="m:html" select="
          node()[self::* or normalize-space() or not(map:contains($v:layout, generate-id()))]"/>
      </xsl:when>
      <xsl:otherwise>
        <xsl:apply-templates mode="m:html"/>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- Interpretations that stand apart from the text: their words, as notes. -->
  <xsl:template match="spanGrp | interpGrp" mode="m:html">
    <div>
      <xsl:call-template name="attributes"/>
      <xsl:apply-templates mode="m:html"/>
    </div>
  </xsl:template>

  <!-- Annotations that stand apart from the text: what they say. -->
  <xsl:template match="listAnnotation | annotation" mode="m:html">
    <xsl:element name="{if (self::listAnnotation or f:holds-block(.)) then 'div' else 'span'}">
      <xsl:call-template name="attributes"/>
      <xsl:apply-templates mode="m:html"/>
    </xsl:element>
  </xsl:template>

  <xsl:template match="span | interp" mode="m:html">
    <span>
      <xsl:call-template name="attributes"/>
      <xsl:apply-templates mode="m:html"/>
    </span>
    <xsl:call-template name="room"/>
  </xsl:template>

</xsl:stylesheet>
