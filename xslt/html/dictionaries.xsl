<?xml version="1.0" encoding="UTF-8"?>
<!--
  Chapter 10 of the TEI Guidelines: dictionaries. An entry reads on like a printed one; senses,
  homographs and related entries stand on lines of their own.
-->
<xsl:stylesheet version="3.0"
  xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:f="urn:editio:functions"
  xmlns:m="urn:editio:modes"
  xmlns="http://www.w3.org/1999/xhtml"
  xpath-default-namespace="http://www.tei-c.org/ns/1.0"
  exclude-result-prefixes="#all" expand-text="yes">

  <xsl:template match="entry | entryFree | superEntry" mode="m:html">
    <div>
      <xsl:sequence select="
        if (self::superEntry) then f:attributes(., local-name())
        else f:unit-attributes(., local-name())"/>
      <xsl:apply-templates mode="m:html"/>
    </div>
  </xsl:template>

  <xsl:template match="hom | re" mode="m:html">
    <xsl:call-template name="block"/>
  </xsl:template>

  <!-- A sense: its number is made unless the entry prints it, or the sense is alone. -->
  <xsl:template match="sense" mode="m:html">
    <div>
      <xsl:call-template name="attributes"/>
      <xsl:if test="not(num | lbl[. is current()/*[1]]) and (@n or ../sense[2])">
        <xsl:call-template name="made">
          <xsl:with-param name="class" select="'sense-number'"/>
          <xsl:with-param name="text" select="replace(string((@n, f:sense-numbers(..)(generate-id()))[1]), '(\w)$', '$1.')"/>
        </xsl:call-template>
        <xsl:text> </xsl:text>
      </xsl:if>
      <xsl:apply-templates mode="m:html"/>
    </div>
  </xsl:template>

  <!-- The place of each sense among its siblings, by generate-id(); counted once for all. -->
  <xsl:function name="f:sense-numbers" as="map(xs:string, xs:integer)" cache="yes">
    <xsl:param name="parent" as="element()"/>
    <xsl:map>
      <xsl:for-each select="$parent/sense">
        <xsl:map-entry key="generate-id()" select="position()"/>
      </xsl:for-each>
    </xsl:map>
  </xsl:function>

  <!-- Forms and what is said about them. -->
  <xsl:template mode="m:html" match="
    form | orth | pron | hyph | syll | stress | gramGrp | def | etym | xr | usg | lbl | dictScrap">
    <xsl:call-template name="word"/>
  </xsl:template>

  <!-- Grammar: words of the entry, or a value in an attribute. -->
  <xsl:template mode="m:html" match="
    gram | pos | gen | number | case | per | tns | mood | iType | subc | colloc | lang">
    <xsl:call-template name="word"/>
  </xsl:template>

  <!-- A piece of an entry, with room before it where the source leaves none. One without words
       says what is in its @value, @expand or @norm. -->
  <xsl:template name="word">
    <xsl:if test="preceding-sibling::node()[1]/self::*">
      <xsl:text> </xsl:text>
    </xsl:if>
    <xsl:choose>
      <xsl:when test="node() or not(@value | @expand | @norm)">
        <xsl:call-template name="phrase"/>
      </xsl:when>
      <xsl:otherwise>
        <span data-made="">
          <xsl:call-template name="attributes-of-class">
            <xsl:with-param name="class" select="local-name() || ' made'"/>
          </xsl:call-template>
          <xsl:text>{(@value, @expand, @norm)[1]}</xsl:text>
        </span>
      </xsl:otherwise>
    </xsl:choose>
    <xsl:call-template name="separator"/>
  </xsl:template>

  <!-- What parts a piece of an entry from the next one. It stands directly behind the last word, so
       that no white space of the source comes between. -->
  <xsl:template name="separator">
    <xsl:if test="not(*)">
      <xsl:for-each select="f:separator-after(.)">
        <span class="separator" data-made="">{.}</span>
      </xsl:for-each>
    </xsl:if>
  </xsl:template>

  <xsl:function name="f:separator-after" as="xs:string?">
    <xsl:param name="piece" as="element()"/>
    <xsl:variable name="parent" as="element()?" select="$piece/.."/>
    <xsl:sequence select="
      if ($piece/following-sibling::node()[self::* or self::text()[normalize-space()]])
      then $piece[self::orth or self::form or self::def or self::cit or self::quote] ! f:separator(.)
      else $parent[self::form or self::cit or self::gramGrp] ! f:separator-after(.)"/>
  </xsl:function>

  <!-- The words of a translation or an example in an entry. -->
  <xsl:template match="cit/quote" mode="m:html" priority="1">
    <xsl:next-match/>
    <xsl:if test="../..[self::sense or self::entry or self::entryFree or self::re or self::hom]">
      <xsl:call-template name="separator"/>
    </xsl:if>
  </xsl:template>

  <!-- Examples and translations, with the same room before them. -->
  <xsl:template mode="m:html" priority="1" match="
    (sense | entry | entryFree | form | etym | re | hom | cit)/cit[preceding-sibling::node()[1]/self::*]">
    <xsl:text> </xsl:text>
    <xsl:next-match/>
  </xsl:template>

  <!-- The headword in its examples: as written, or the swung dash that stands for it. -->
  <xsl:template match="oRef | pRef | oVar | pVar" mode="m:html">
    <span>
      <xsl:call-template name="attributes"/>
      <xsl:if test="not(node())">
        <span data-made="">~</span>
      </xsl:if>
      <xsl:apply-templates mode="m:html"/>
    </span>
  </xsl:template>

</xsl:stylesheet>
