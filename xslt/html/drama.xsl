<?xml version="1.0" encoding="UTF-8"?>
<!-- Chapter 7 of the TEI Guidelines: performance texts. -->
<xsl:stylesheet version="3.0"
  xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:f="urn:editio:functions"
  xmlns:m="urn:editio:modes"
  xmlns:v="urn:editio:variables"
  xmlns="http://www.w3.org/1999/xhtml"
  xpath-default-namespace="http://www.tei-c.org/ns/1.0"
  exclude-result-prefixes="#all" expand-text="yes">

  <xsl:template match="sp" mode="m:html">
    <div>
      <xsl:call-template name="unit-attributes"/>
      <xsl:apply-templates mode="m:html"/>
    </div>
  </xsl:template>

  <xsl:template match="spGrp | set | performance | prologue | epilogue" mode="m:html">
    <xsl:call-template name="block"/>
  </xsl:template>

  <!-- Who speaks, linked with whom the speech says it is. -->
  <xsl:template match="speaker" mode="m:html">
    <xsl:element name="{
      if (* and f:holds-block(.)) then 'div' else if (parent::sp) then 'p' else 'span'}">
      <xsl:attribute name="class" select="'speaker-line'"/>
      <xsl:call-template name="link">
        <xsl:with-param name="href" select="parent::sp/@who ! f:named-href(.)"/>
      </xsl:call-template>
    </xsl:element>
  </xsl:template>

  <!-- A stage direction stands by itself or runs on, as it stands in the source. -->
  <xsl:template match="stage" mode="m:html">
    <xsl:element name="{if (f:is-standing(.) or f:holds-block(.)) then 'div' else 'span'}">
      <xsl:call-template name="unit-attributes"/>
      <xsl:apply-templates mode="m:html"/>
    </xsl:element>
  </xsl:template>

  <xsl:template match="move | view | sound | camera | caption | tech" mode="m:html">
    <xsl:choose>
      <xsl:when test="f:is-standing(.)">
        <xsl:call-template name="block"/>
      </xsl:when>
      <xsl:otherwise>
        <xsl:call-template name="phrase"/>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- Whether an element stands among blocks, and not in the run of a sentence. -->
  <xsl:function name="f:is-standing" as="xs:boolean">
    <xsl:param name="element" as="element()"/>
    <xsl:sequence select="
      exists($element/parent::*[self::sp or self::spGrp or self::lg or self::div or self::div1
        or self::div2 or self::div3 or self::div4 or self::div5 or self::div6 or self::div7
        or self::body or self::front or self::back or self::text or self::castList or self::set
        or self::performance or self::prologue or self::epilogue or self::u
        or self::annotationBlock or self::standOff])"/>
  </xsl:function>

  <!-- The cast: its roles as a list, groups as lists in it. -->
  <xsl:template match="castList" mode="m:html">
    <div>
      <xsl:call-template name="unit-attributes"/>
      <xsl:call-template name="cast"/>
    </div>
  </xsl:template>

  <xsl:template match="castGroup" mode="m:html">
    <xsl:element name="{if (parent::castList or parent::castGroup) then 'li' else 'div'}">
      <xsl:call-template name="attributes"/>
      <xsl:call-template name="cast"/>
    </xsl:element>
  </xsl:template>

  <!-- The children of a cast list or group: roles that follow one another become a list. -->
  <xsl:template name="cast">
    <xsl:for-each-group select="node()[self::* or self::text()[normalize-space()]]"
      group-adjacent="exists(self::castItem | self::castGroup)">
      <xsl:choose>
        <xsl:when test="current-grouping-key()">
          <ul class="cast">
            <xsl:apply-templates select="current-group()" mode="m:html"/>
          </ul>
        </xsl:when>
        <xsl:otherwise>
          <xsl:apply-templates select="current-group()" mode="m:html"/>
        </xsl:otherwise>
      </xsl:choose>
    </xsl:for-each-group>
  </xsl:template>

  <xsl:template match="castItem" mode="m:html">
    <xsl:element name="{if (parent::castList or parent::castGroup) then 'li' else 'div'}">
      <xsl:call-template name="attributes"/>
      <xsl:apply-templates mode="m:html"/>
    </xsl:element>
  </xsl:template>

  <xsl:template match="role | roleDesc | actor" mode="m:html">
    <xsl:call-template name="phrase"/>
  </xsl:template>

</xsl:stylesheet>
