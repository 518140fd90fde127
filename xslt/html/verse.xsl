<?xml version="1.0" encoding="UTF-8"?>
<!-- Chapter 6 of the TEI Guidelines: verse. Lines keep their line; every fifth is numbered. -->
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

  <!-- Every fifth line of the poems, by generate-id(), with its number. A poem is a division, or an
       outermost line group that holds stanzas; the later parts of a line that speakers share are
       not lines of their own. One pass over the elements: an accumulator, or a union behind //, would
       visit every text. -->
  <xsl:variable name="v:fifth-lines" as="map(xs:string, xs:integer)">
    <xsl:map>
      <xsl:for-each-group group-starting-with="*[not(self::l)]" select="
        //*[self::l or self::text or self::front or self::body or self::back or self::div
          or self::div1 or self::div2 or self::div3 or self::div4 or self::div5 or self::div6
          or self::div7 or self::lg[not(parent::lg)][lg or @type = 'poem']]">
        <xsl:for-each select="current-group()[self::l][not(@part = ('M', 'F'))][position() mod 5 = 0]">
          <xsl:map-entry key="generate-id()" select="5 * position()"/>
        </xsl:for-each>
      </xsl:for-each-group>
    </xsl:map>
  </xsl:variable>

  <xsl:template match="lg" mode="m:html">
    <div>
      <xsl:call-template name="unit-attributes"/>
      <xsl:if test="@*">
        <xsl:sequence select="f:verse-attributes(.)"/>
      </xsl:if>
      <xsl:apply-templates mode="m:html"/>
    </div>
  </xsl:template>

  <xsl:template match="l" mode="m:html">
    <!-- Most lines are those of a speech, and are not counted. -->
    <xsl:variable name="number" as="xs:integer?"
      select="if (parent::sp and not(@n)) then () else f:line-number(.)"/>
    <div>
      <xsl:choose>
        <xsl:when test="@*">
          <xsl:sequence select="f:attributes(., if (@part = ('I', 'M', 'F')) then 'l part-' || @part else 'l'), f:verse-attributes(.)"/>
        </xsl:when>
        <xsl:otherwise>
          <xsl:attribute name="class" select="'l'"/>
        </xsl:otherwise>
      </xsl:choose>
      <xsl:if test="$number gt 0 and $number mod 5 = 0">
        <xsl:call-template name="made">
          <xsl:with-param name="class" select="'line-number'"/>
          <xsl:with-param name="text" select="string($number)"/>
        </xsl:call-template>
      </xsl:if>
      <xsl:apply-templates mode="m:html"/>
    </div>
  </xsl:template>

  <!-- The number of a line: @n if it is one, else its place in the poem. A line counted by us gets
       one only where verse stands by itself (only then are the lines counted at all); later parts
       of a shared line never do. -->
  <xsl:function name="f:line-number" as="xs:integer?">
    <xsl:param name="line" as="element(l)"/>
    <xsl:choose>
      <xsl:when test="$line/@part = ('M', 'F')"/>
      <xsl:when test="$line/@n">
        <xsl:sequence select="$line/@n[. castable as xs:integer] ! xs:integer(.)"/>
      </xsl:when>
      <xsl:when test="$line/parent::lg/parent::sp"/>
      <xsl:when test="
        map:contains($v:fifth-lines, generate-id($line))
        and not($line/ancestor::*[self::sp or self::quote or self::q or self::cit or self::p
          or self::ab or self::note or self::epigraph or self::argument or self::item
          or self::said])">
        <xsl:sequence select="$v:fifth-lines(generate-id($line))"/>
      </xsl:when>
    </xsl:choose>
  </xsl:function>

  <!-- Metre and rhyme as data, for the stylesheet and the scripts of an edition. -->
  <xsl:function name="f:verse-attributes" as="attribute()*">
    <xsl:param name="verse" as="element()"/>
    <xsl:for-each select="$verse/(@met | @real | @rhyme | @enjamb)">
      <xsl:attribute name="data-{local-name()}" select="normalize-space()"/>
    </xsl:for-each>
  </xsl:function>

  <xsl:template match="rhyme" mode="m:html">
    <span>
      <xsl:call-template name="attributes"/>
      <xsl:if test="@label">
        <xsl:attribute name="data-label" select="@label"/>
      </xsl:if>
      <xsl:apply-templates mode="m:html"/>
    </span>
  </xsl:template>

  <!-- A pause within the line: room, made by the stylesheet of the page. -->
  <xsl:template match="caesura" mode="m:html">
    <span>
      <xsl:call-template name="attributes"/>
      <xsl:text> </xsl:text>
      <xsl:apply-templates mode="m:html"/>
    </span>
  </xsl:template>

  <!-- The metrical notation that the header declares: each symbol with what it means. -->
  <xsl:template match="metDecl" mode="m:html">
    <div>
      <xsl:call-template name="attributes"/>
      <xsl:if test="@pattern">
        <code class="pattern" data-made="">{@pattern}</code>
      </xsl:if>
      <xsl:apply-templates mode="m:html"/>
    </div>
  </xsl:template>

  <xsl:template match="metSym" mode="m:html">
    <div>
      <xsl:call-template name="attributes"/>
      <code data-made="">{@value}</code>
      <xsl:text> </xsl:text>
      <xsl:apply-templates mode="m:html"/>
    </div>
  </xsl:template>

</xsl:stylesheet>
