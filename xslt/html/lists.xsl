<?xml version="1.0" encoding="UTF-8"?>
<!-- Chapter 3.8 of the TEI Guidelines: lists. -->
<xsl:stylesheet version="3.0"
  xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:f="urn:editio:functions"
  xmlns:m="urn:editio:modes"
  xmlns:v="urn:editio:variables"
  xmlns="http://www.w3.org/1999/xhtml"
  xpath-default-namespace="http://www.tei-c.org/ns/1.0"
  exclude-result-prefixes="#all" expand-text="yes">

  <!-- What stands before the first item is put before the list, what stands between items (a page
       beginning, a note) at the end of the item before it. -->
  <xsl:template match="list" mode="m:html">
    <xsl:variable name="content" as="node()*" select="node()[self::* or self::text()[normalize-space()]]"/>
    <xsl:variable name="start" as="element()?" select="(item | label | headLabel)[1]"/>
    <div>
      <xsl:call-template name="unit-attributes"/>
      <xsl:apply-templates select="$content[not($start) or . &lt;&lt; $start]" mode="m:html"/>
      <xsl:choose>
        <xsl:when test="label">
          <xsl:call-template name="labelled-items">
            <xsl:with-param name="content" select="$content[not(. &lt;&lt; $start)]"/>
          </xsl:call-template>
        </xsl:when>
        <xsl:when test="$start">
          <xsl:call-template name="items">
            <xsl:with-param name="content" select="$content[not(. &lt;&lt; $start)]"/>
          </xsl:call-template>
        </xsl:when>
      </xsl:choose>
    </div>
  </xsl:template>

  <!-- Numbered where the list says so. -->
  <xsl:template name="items">
    <xsl:param name="content" as="node()*"/>
    <xsl:element name="{if (f:is-numbered(.)) then 'ol' else 'ul'}">
      <xsl:for-each-group select="$content" group-starting-with="item">
        <li>
          <xsl:sequence select="self::item/f:attributes(., 'item')"/>
          <xsl:apply-templates select="self::item/node(), current-group()[not(self::item)]"
            mode="m:html"/>
        </li>
      </xsl:for-each-group>
    </xsl:element>
  </xsl:template>

  <xsl:function name="f:is-numbered" as="xs:boolean">
    <xsl:param name="list" as="element()"/>
    <xsl:sequence select="
      tokenize(lower-case(string-join(($list/@type, $list/@rend), ' ')))
      = ('ordered', 'numbered', 'decimal', 'ol', 'order')"/>
  </xsl:function>

  <!-- Labels and items in turn: a definition list. -->
  <xsl:template name="labelled-items">
    <xsl:param name="content" as="node()*"/>
    <dl>
      <xsl:for-each-group select="$content" group-starting-with="label | headLabel">
        <xsl:variable name="term" as="element()?" select="self::label | self::headLabel"/>
        <div>
          <dt>
            <xsl:sequence select="$term/f:attributes(., local-name())"/>
            <xsl:apply-templates select="$term/node()" mode="m:html"/>
          </dt>
          <dd>
            <xsl:apply-templates select="current-group() except $term" mode="m:html"/>
          </dd>
        </div>
      </xsl:for-each-group>
    </dl>
  </xsl:template>

  <!-- An item after its label, or one that stands outside of a list. -->
  <xsl:template match="item | headItem | headLabel" mode="m:html">
    <xsl:call-template name="block"/>
  </xsl:template>

</xsl:stylesheet>
