<?xml version="1.0" encoding="UTF-8"?>
<!-- Chapter 2.4.6 of the TEI Guidelines: correspondence. A letter has a card above its text; where the
     header describes it, stands a link to the card. -->
<xsl:stylesheet version="3.0"
  xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:f="urn:editio:functions"
  xmlns:m="urn:editio:modes"
  xmlns:v="urn:editio:variables"
  xmlns="http://www.w3.org/1999/xhtml"
  xpath-default-namespace="http://www.tei-c.org/ns/1.0"
  exclude-result-prefixes="#all" expand-text="yes">

  <!-- correspDesc to its card. -->
  <xsl:mode name="m:card" on-no-match="fail" on-multiple-match="fail"/>

  <xsl:template match="correspDesc" mode="m:card">
    <div>
      <xsl:call-template name="unit-attributes-of-class">
        <xsl:with-param name="class" select="'correspDesc card'"/>
      </xsl:call-template>
      <xsl:for-each-group select="node()[self::* or self::text()[normalize-space()]]"
        group-adjacent="exists(self::correspAction)">
        <xsl:choose>
          <xsl:when test="current-grouping-key()">
            <dl class="fields">
              <xsl:apply-templates select="current-group()" mode="m:card"/>
            </dl>
          </xsl:when>
          <xsl:otherwise>
            <xsl:apply-templates select="current-group()" mode="m:html"/>
          </xsl:otherwise>
        </xsl:choose>
      </xsl:for-each-group>
    </div>
  </xsl:template>

  <xsl:template match="correspAction" mode="m:card">
    <div>
      <xsl:call-template name="attributes"/>
      <dt data-made="">{f:action-label(.)}</dt>
      <dd>
        <xsl:call-template name="sequence"/>
      </dd>
    </div>
  </xsl:template>

  <xsl:function name="f:action-label" as="xs:string">
    <xsl:param name="action" as="element(correspAction)"/>
    <xsl:variable name="type" as="xs:string" select="normalize-space($action/@type)"/>
    <xsl:sequence select="if ($type eq '') then 'Correspondence' else f:spelled-out($type)"/>
  </xsl:function>

  <!-- In the header: the card is above the text; elsewhere the card itself. -->
  <xsl:template match="correspDesc" mode="m:html">
    <xsl:choose>
      <xsl:when test="f:has-card-above(.)">
        <a class="correspDesc" href="#{f:id(.)}" data-moved="{f:id(.)}">
          <span data-made="">Above the text</span>
        </a>
      </xsl:when>
      <xsl:otherwise>
        <xsl:apply-templates select="." mode="m:card"/>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:function name="f:has-card-above" as="xs:boolean">
    <xsl:param name="description" as="element(correspDesc)"/>
    <xsl:sequence select="exists($description/parent::profileDesc/parent::teiHeader
      /(parent::TEI | parent::teiCorpus | parent::dracorCorpus | parent::TEI.2))"/>
  </xsl:function>

  <xsl:template match="correspAction" mode="m:html">
    <div>
      <xsl:call-template name="attributes"/>
      <xsl:call-template name="sequence"/>
    </div>
  </xsl:template>

</xsl:stylesheet>
