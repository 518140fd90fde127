<?xml version="1.0" encoding="UTF-8"?>
<!--
  Quotation marks for quotations that run in. TEI Guidelines, 3.3.3 and 2.3.3.3: a project either
  keeps the marks of its source in the text, or lets the elements stand for them and says so with
  quotation/@marks. Where the header says nothing, a quotation gets marks unless there are some.
-->
<xsl:stylesheet version="3.0"
  xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:f="urn:editio:functions"
  xmlns:v="urn:editio:variables"
  xpath-default-namespace="http://www.tei-c.org/ns/1.0"
  exclude-result-prefixes="#all" expand-text="yes">

  <!-- What the header says of the marks: none, some, all, or nothing. -->
  <xsl:variable name="v:marks-kept" as="xs:string"
    select="string((/*, /*/*)/teiHeader/encodingDesc/editorialDecl/quotation/@marks => head())"/>

  <!-- Opening and closing marks by the language of the text around, outer then inner. -->
  <xsl:variable name="v:marks" static="yes" as="map(xs:string, xs:string+)" select="map{
    'en': ('“', '”', '‘', '’'),
    'de': ('„', '“', '‚', '‘'),
    'fr': ('«&#x202F;', '&#x202F;»', '“', '”'),
    'it': ('«', '»', '“', '”'),
    'es': ('«', '»', '“', '”'),
    'pt': ('«', '»', '“', '”'),
    'ca': ('«', '»', '“', '”'),
    'ru': ('«', '»', '„', '“'),
    'uk': ('«', '»', '„', '“'),
    'el': ('«', '»', '“', '”'),
    'pl': ('„', '”', '«', '»'),
    'cs': ('„', '“', '‚', '‘'),
    'hu': ('„', '”', '»', '«'),
    'nl': ('‘', '’', '“', '”'),
    'sv': ('”', '”', '’', '’'),
    'fi': ('”', '”', '’', '’'),
    'da': ('»', '«', '›', '‹')
    }"/>

  <!-- The two marks that a quotation in a line is to be given, or nothing. Dictionaries set their
       examples and translations in another type, not between marks. -->
  <xsl:function name="f:quotation-marks" as="xs:string*">
    <xsl:param name="quotation" as="element()"/>
    <xsl:if test="
      ($v:marks-kept eq 'none'
        or (not($v:marks-kept = ('some', 'all')) and not(f:is-marked($quotation))))
      and not($quotation/ancestor::*[self::entry or self::entryFree or self::superEntry])">
      <xsl:variable name="language" as="xs:string"
        select="tokenize($quotation/ancestor::*[@xml:lang][1]/@xml:lang, '-')[1] => string()"/>
      <xsl:variable name="marks" as="xs:string+"
        select="($v:marks($language), $v:marks('en'))[position() le 4]"/>
      <xsl:variable name="inner" as="xs:boolean" select="
        count($quotation/ancestor::*[self::q or self::said or self::soCalled or self::quote]
          [not(f:is-block-quotation(.))]) mod 2 = 1"/>
      <xsl:sequence select="if ($inner) then $marks[position() gt 2] else $marks[position() le 2]"/>
    </xsl:if>
  </xsl:function>

  <!-- A quotation between paragraphs, or with paragraphs or verse in it, is set apart instead. -->
  <xsl:function name="f:is-block-quotation" as="xs:boolean">
    <xsl:param name="quotation" as="element()"/>
    <xsl:sequence select="
      exists($quotation/*[self::p or self::ab or self::lg or self::l or self::sp or self::list
        or self::table or self::quote or self::floatingText])
      or exists(($quotation/parent::cit, $quotation)[1]
        /parent::*[self::div or self::div0 or self::div1 or self::div2 or self::div3 or self::div4
          or self::div5 or self::div6 or self::div7 or self::body or self::front or self::back
          or self::epigraph or self::argument or self::postscript or self::sp])"/>
  </xsl:function>

  <!-- Whether the text itself has a mark at the beginning of a quotation, inside or before it. -->
  <xsl:function name="f:is-marked" as="xs:boolean">
    <xsl:param name="quotation" as="element()"/>
    <xsl:sequence select="
      matches(string($quotation), '^\s*[&quot;''“”„‟«»‘’‚‛‹›「『—–-]')
      or matches(string($quotation/preceding-sibling::node()[1]/self::text()),
        '[&quot;''“”„‟«»‘’‚‛‹›「『]\s*$')"/>
  </xsl:function>

</xsl:stylesheet>
