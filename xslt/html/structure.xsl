<?xml version="1.0" encoding="UTF-8"?>
<!-- Chapter 4 of the TEI Guidelines: the default text structure. -->
<xsl:stylesheet version="3.0"
  xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:f="urn:editio:functions"
  xmlns:m="urn:editio:modes"
  xmlns:v="urn:editio:variables"
  xmlns:xi="http://www.w3.org/2001/XInclude"
  xmlns="http://www.w3.org/1999/xhtml"
  xpath-default-namespace="http://www.tei-c.org/ns/1.0"
  exclude-result-prefixes="#all" expand-text="yes">

  <!-- A document: its header is in the part `about`, but for the letter's card. The text comes first:
       what is prepared for it (standOff, facsimile) follows. -->
  <xsl:template match="TEI | teiCorpus | dracorCorpus | TEI.2" mode="m:html">
    <div>
      <xsl:call-template name="attributes"/>
      <xsl:apply-templates select="teiHeader/profileDesc/correspDesc" mode="m:card"/>
      <xsl:variable name="early" as="element()*" select="(standOff | facsimile)[. &lt;&lt; ../text[1]]"/>
      <xsl:for-each select="$early">
        <span data-moved="apart.{f:id(.)}"/>
      </xsl:for-each>
      <xsl:apply-templates select="node() except (teiHeader | $early)" mode="m:html"/>
      <xsl:for-each select="$early">
        <div class="apart" id="apart.{f:id(.)}">
          <xsl:apply-templates select="." mode="m:html"/>
        </div>
      </xsl:for-each>
    </div>
  </xsl:template>

  <xsl:template match="text | group | front | body | back | floatingText" mode="m:html">
    <xsl:call-template name="unit"/>
  </xsl:template>

  <xsl:template match="div | div0 | div1 | div2 | div3 | div4 | div5 | div6 | div7" mode="m:html">
    <section>
      <xsl:call-template name="unit-attributes-of-class">
        <xsl:with-param name="class" select="'div'"/>
      </xsl:call-template>
      <xsl:if test="@type">
        <xsl:call-template name="kind-of-division"/>
      </xsl:if>
      <xsl:apply-templates mode="m:html"/>
    </section>
  </xsl:template>

  <!-- The divisions that EpiDoc has beside the edition of a text have no headings: their @type says
       what they are. -->
  <xsl:variable name="v:kinds-of-divisions" static="yes" as="map(xs:string, xs:string)" select="map{
    'apparatus': 'Apparatus',
    'translation': 'Translation',
    'commentary': 'Commentary',
    'bibliography': 'Bibliography'}"/>

  <xsl:template name="kind-of-division">
    <xsl:variable name="kind" as="xs:string?" select="$v:kinds-of-divisions(@type)"/>
    <xsl:if test="$kind and * and not(head or */head)">
      <div class="div-kind" data-made="">{$kind}</div>
    </xsl:if>
  </xsl:template>

  <!-- What is left of the web page that a text was taken from: HTML has it, and shows it where the
       edition says so. -->
  <xsl:template match="div[@type eq 'page-remains'] | ab[@type eq 'page-remains']" mode="m:html">
    <div>
      <xsl:call-template name="unit-attributes-of-class">
        <xsl:with-param name="class" select="local-name()"/>
      </xsl:call-template>
      <xsl:if test="$v:page-remains eq 'hide'">
        <xsl:attribute name="hidden" select="''"/>
      </xsl:if>
      <xsl:apply-templates mode="m:html"/>
    </div>
  </xsl:template>

  <!-- A heading of a division: h2 in the outermost (h1 is the page's), never deeper than h6; a
       division without a heading makes no level. The divisions of a text in a group are below the
       heading of the text. -->
  <xsl:template match="
    div/head | div0/head | div1/head | div2/head | div3/head | div4/head | div5/head | div6/head
    | div7/head | body/head | front/head | back/head | text/head | group/head" mode="m:html">
    <xsl:variable name="depth" as="xs:integer" select="
      count(ancestor::*[self::div or self::div0 or self::div1 or self::div2 or self::div3
        or self::div4 or self::div5 or self::div6 or self::div7][head]) + count(ancestor::group)"/>
    <xsl:variable name="level" as="xs:integer" select="min((6, 1 + max((1, $depth))))"/>
    <xsl:choose>
      <xsl:when test="* and f:holds-block(.)">
        <div role="heading" aria-level="{$level}">
          <xsl:call-template name="attributes"/>
          <xsl:apply-templates mode="m:html"/>
        </div>
      </xsl:when>
      <xsl:otherwise>
        <xsl:element name="h{$level}">
          <xsl:call-template name="attributes"/>
          <xsl:apply-templates mode="m:html"/>
        </xsl:element>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template match="head" mode="m:html" priority="-0.5">
    <xsl:call-template name="block"/>
  </xsl:template>

  <!-- What opens and closes a division, and the title page: blocks that are cited. -->
  <xsl:template match="
    opener | closer | argument | epigraph | trailer | titlePage" mode="m:html">
    <xsl:call-template name="unit"/>
  </xsl:template>

  <xsl:template match="postscript | docTitle | docImprint | imprimatur | docEdition" mode="m:html">
    <xsl:call-template name="block"/>
  </xsl:template>

  <!-- Lines of their own between blocks, phrases inside a line. -->
  <xsl:template match="
    dateline | salute | signed | byline | docAuthor | docDate | titlePart | meeting" mode="m:html">
    <xsl:choose>
      <xsl:when test="
        parent::*[self::div or self::div1 or self::div2 or self::div3 or self::body or self::front
          or self::back or self::opener or self::closer or self::postscript or self::titlePage
          or self::docTitle]">
        <xsl:call-template name="block"/>
      </xsl:when>
      <xsl:otherwise>
        <xsl:call-template name="phrase"/>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- A place for something generated: the site has its own contents and indexes. -->
  <xsl:template match="divGen" mode="m:html">
    <div>
      <xsl:call-template name="attributes"/>
      <xsl:apply-templates mode="m:html"/>
    </div>
  </xsl:template>

  <!-- An inclusion that nobody resolved: a link to the document it means, or what it falls back to. -->
  <xsl:template match="xi:include" mode="m:html">
    <xsl:variable name="href" as="xs:string?" select="@href ! f:href(., ..)"/>
    <xsl:element name="{if (f:holds-block(.)) then 'div' else 'span'}">
      <xsl:attribute name="class" select="'include'"/>
      <xsl:choose>
        <xsl:when test="$href">
          <a href="{$href}" data-made="">{@href}</a>
        </xsl:when>
        <xsl:otherwise>
          <span data-made="">{@href}</span>
        </xsl:otherwise>
      </xsl:choose>
      <xsl:apply-templates mode="m:html"/>
    </xsl:element>
  </xsl:template>

  <xsl:template match="xi:fallback" mode="m:html">
    <xsl:apply-templates mode="m:html"/>
  </xsl:template>

</xsl:stylesheet>
