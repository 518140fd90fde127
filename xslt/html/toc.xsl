<?xml version="1.0" encoding="UTF-8"?>
<!-- The table of contents: the divisions that have a heading, nested, as links. -->
<xsl:stylesheet version="3.0"
  xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:f="urn:editio:functions"
  xmlns:m="urn:editio:modes"
  xmlns="http://www.w3.org/1999/xhtml"
  xpath-default-namespace="http://www.tei-c.org/ns/1.0"
  exclude-result-prefixes="#all" expand-text="yes">

  <!-- A division to its line in the table; what has no divisions of its own gives nothing. -->
  <xsl:mode name="m:toc" on-no-match="deep-skip" on-multiple-match="fail"/>
  <!-- A heading to its words: no notes, one half of a choice, no markup. -->
  <xsl:mode name="m:words" on-no-match="text-only-copy" on-multiple-match="fail"/>

  <xsl:template match="/" mode="m:toc">
    <xsl:if test="count(f:listed(*)) gt 1">
      <xsl:comment>part:toc</xsl:comment>
      <ol class="toc" data-made="">
        <xsl:apply-templates mode="m:toc"/>
      </ol>
    </xsl:if>
  </xsl:template>

  <xsl:template match="TEI | teiCorpus | text | group | front | body | back" mode="m:toc">
    <xsl:apply-templates select="*" mode="m:toc"/>
  </xsl:template>

  <!-- A text of a group, by the heading of its body. -->
  <xsl:template match="group/text/body[head]" mode="m:toc">
    <xsl:call-template name="toc-line"/>
  </xsl:template>

  <!-- Written as it goes, without a tree in a variable: each would cost more than all the rest. -->
  <xsl:template match="div | div0 | div1 | div2 | div3 | div4 | div5 | div6 | div7" mode="m:toc">
    <xsl:call-template name="toc-line"/>
  </xsl:template>

  <xsl:template name="toc-line">
    <xsl:variable name="words" as="xs:string" select="f:words(head)"/>
    <xsl:choose>
      <xsl:when test="$words eq ''">
        <xsl:apply-templates select="*" mode="m:toc"/>
      </xsl:when>
      <xsl:otherwise>
        <li>
          <a href="#{f:id(.)}">{$words}</a>
          <xsl:if test="exists(f:listed(*))">
            <ol>
              <xsl:apply-templates select="*" mode="m:toc"/>
            </ol>
          </xsl:if>
        </li>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- The divisions that have a line in the table, among these elements and in them. -->
  <xsl:function name="f:listed" as="element()*">
    <xsl:param name="parts" as="element()*"/>
    <xsl:for-each select="$parts[self::TEI or self::teiCorpus or self::text or self::group
        or self::front or self::body or self::back or self::div or self::div0 or self::div1
        or self::div2 or self::div3 or self::div4 or self::div5 or self::div6 or self::div7]">
      <xsl:sequence select=".[head][f:words(head) ne ''], f:listed(*)"/>
    </xsl:for-each>
  </xsl:function>

  <!-- The words of headings, in one line. -->
  <xsl:function name="f:words" as="xs:string">
    <xsl:param name="heads" as="element()*"/>
    <xsl:sequence select="
      normalize-space(if ($heads/*) then f:words-in($heads) else string-join($heads, ' '))"/>
  </xsl:function>

  <xsl:function name="f:words-in" as="xs:string">
    <xsl:param name="heads" as="element()*"/>
    <xsl:variable name="words" as="xs:string*">
      <xsl:for-each select="$heads">
        <xsl:value-of>
          <xsl:apply-templates mode="m:words"/>
        </xsl:value-of>
      </xsl:for-each>
    </xsl:variable>
    <xsl:sequence select="string-join($words, ' ')"/>
  </xsl:function>

  <xsl:template match="note | rdg | figDesc | fw" mode="m:words"/>
  <xsl:template match="choice/sic | choice/orig[../reg] | choice/abbr[../expan]" mode="m:words"/>

  <xsl:template match="lb[not(@break = 'no')]" mode="m:words">
    <xsl:text> </xsl:text>
  </xsl:template>

</xsl:stylesheet>
