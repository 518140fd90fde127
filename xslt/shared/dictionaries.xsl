<?xml version="1.0" encoding="UTF-8"?>
<!--
  Chapter 10 of the TEI Guidelines: what parts the equivalents, forms and definitions of an entry that
  is encoded as data, without the punctuation of a printed one. HTML and plain text share it.
-->
<xsl:stylesheet version="3.0"
  xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:f="urn:editio:functions"
  xmlns:v="urn:editio:variables"
  xpath-default-namespace="http://www.tei-c.org/ns/1.0"
  exclude-result-prefixes="#all" expand-text="yes">

  <!-- What parts a piece of an entry from the next one of its kind: a comma between forms, and
       between equivalents in one language; else a semicolon. -->
  <xsl:function name="f:separator" as="xs:string?">
    <xsl:param name="piece" as="element()"/>
    <xsl:variable name="next" as="node()?"
      select="$piece/following-sibling::node()[self::* or self::text()[normalize-space()]][1]"/>
    <xsl:if test="node-name($next) = node-name($piece) and not($v:entries-are-punctuated)">
      <xsl:sequence select="
        if ($piece/self::def) then ';'
        else if (not($piece/self::cit)) then ','
        else if (not(f:is-equivalent($piece) and f:is-equivalent($next))) then ()
        else if (f:equivalent-language($piece) = f:equivalent-language($next)) then ','
        else ';'"/>
    </xsl:if>
  </xsl:function>

  <!-- Whether the entries of the dictionary have words or punctuation between their parts, as printed
       ones have: then nothing is added to them. One in ten may, among data; some hundreds tell. -->
  <xsl:variable name="v:entries-are-punctuated" as="xs:boolean" select="
    let $entries := (//*[self::entry or self::entryFree])[position() le 500]
    return 10 * count($entries[f:is-punctuated(.)]) ge count($entries)"/>

  <xsl:function name="f:is-punctuated" as="xs:boolean">
    <xsl:param name="entry" as="element()"/>
    <xsl:sequence select="
      exists($entry/descendant-or-self::*[self::pc
        or (self::entry or self::entryFree or self::form or self::gramGrp or self::sense
          or self::cit or self::hom or self::re) and * and text()[normalize-space()]
        or text() = (',', ';', ':', '.', '(', ')')])"/>
  </xsl:function>

  <xsl:function name="f:is-equivalent" as="xs:boolean">
    <xsl:param name="cit" as="element(cit)"/>
    <xsl:sequence select="matches($cit/@type, '^(trans|equi)', 'i')"/>
  </xsl:function>

  <xsl:function name="f:equivalent-language" as="xs:string">
    <xsl:param name="cit" as="element(cit)"/>
    <xsl:sequence select="
      string(($cit/@xml:lang, $cit/(quote | form/orth)/@xml:lang)[1])"/>
  </xsl:function>

</xsl:stylesheet>
