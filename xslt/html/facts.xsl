<?xml version="1.0" encoding="UTF-8"?>
<!--
  Entries of a register and descriptions share a shape: a definition list of facts, each with a
  label made from the element's name, what its attributes say, and its content.
-->
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

  <!-- The facts of an element as a definition list. Elements that say nothing are left out. -->
  <xsl:template name="facts">
    <xsl:param name="class" as="xs:string" select="local-name()"/>
    <xsl:param name="facts" as="node()*" select="f:sayings(.)"/>
    <xsl:if test="$facts">
      <dl>
        <xsl:attribute name="class" select="string-join(($class[. ne ''], 'fields'), ' ')"/>
        <xsl:for-each select="$facts">
          <xsl:call-template name="fact"/>
        </xsl:for-each>
      </dl>
    </xsl:if>
  </xsl:template>

  <!-- One fact: a group of a definition list. -->
  <xsl:template name="fact">
    <div class="field field-{local-name()}">
      <dt data-made="">{self::*/f:fact-label(.)}</dt>
      <dd>
        <xsl:apply-templates select="." mode="m:html"/>
      </dd>
    </div>
  </xsl:template>

  <!-- The children that say something; of wrappers that only hold others, their children. -->
  <xsl:function name="f:sayings" as="node()*">
    <xsl:param name="element" as="element()"/>
    <xsl:sequence select="
      $element/node()[self::* or self::text()[normalize-space()]]
      ! (if (self::* and f:is-wrapper(.)) then f:sayings(.) else .[self::text() or f:says(.)])"/>
  </xsl:function>

  <!-- Whether an element has words, or something to point to or to look at. -->
  <xsl:function name="f:says" as="xs:boolean">
    <xsl:param name="element" as="element()"/>
    <xsl:sequence select="
      exists($element/@xml:id) or exists($element/descendant::text()[normalize-space()])
      or exists($element/descendant-or-self::*[
        @when or @from or @to or @notBefore or @notAfter or @when-iso or @from-iso or @to-iso
        or @notBefore-iso or @notAfter-iso or @when-custom or @from-custom or @to-custom
        or @notBefore-custom or @notAfter-custom or @value or @key or @ref or @target or @url
        or @active or @mutual or @quantity or @role or @tag or @mainLang or @mode or @degree
        or @perf])"/>
  </xsl:function>

  <!-- Parts of a description that only group others. -->
  <xsl:function name="f:is-wrapper" as="xs:boolean">
    <xsl:param name="element" as="element()"/>
    <xsl:sequence select="
      map:contains($v:wrappers, local-name($element))
      and not($element/@xml:id) and f:is-container($element)"/>
  </xsl:function>

  <xsl:variable name="v:wrappers" static="yes" as="map(xs:string, xs:boolean)" select="map:merge((
    'objectDesc', 'supportDesc', 'layoutDesc', 'handDesc', 'typeDesc', 'scriptDesc', 'decoDesc',
    'sealDesc', 'bindingDesc', 'recordHist', 'adminInfo') ! map:entry(., true()))"/>

  <!-- Whether an element holds elements and no words of its own, nor paragraphs. -->
  <xsl:function name="f:is-container" as="xs:boolean">
    <xsl:param name="element" as="element()"/>
    <xsl:sequence select="
      exists($element/*) and not($element/(p | ab | text()[normalize-space()]))"/>
  </xsl:function>

  <!-- The label of a fact: the kind that @type gives to an identifier, else the element's label,
       with the kind where there is one. -->
  <xsl:function name="f:fact-label" as="xs:string">
    <xsl:param name="fact" as="element()"/>
    <xsl:sequence select="
      if ($fact/@type or $fact/self::bibl or $fact/self::msItem) then f:special-label($fact)
      else f:label($fact)"/>
  </xsl:function>

  <xsl:function name="f:special-label" as="xs:string">
    <xsl:param name="fact" as="element()"/>
    <xsl:variable name="type" as="xs:string?"
      select="$fact/@type ! translate(normalize-space(), '_-', '  ')"/>
    <xsl:variable name="label" as="xs:string" select="
      if ($fact/self::msItem/@n) then 'Item ' || $fact/@n else f:label($fact)"/>
    <xsl:sequence select="
      if ($fact/self::bibl and $fact/parent::*[f:is-card(.)]) then 'Literature'
      else if (not($type) or $fact/parent::textDesc) then $label
      else if ($fact/self::idno) then $type
      else if ($fact/(self::p | self::bibl | self::ref | self::ptr)) then $label
      else $label || ' (' || $type || ')'"/>
  </xsl:function>

  <!-- A phrase, and after it what its attributes say: dates, roles, values. -->
  <xsl:template name="statement">
    <xsl:param name="class" as="xs:string" select="local-name()"/>
    <xsl:variable name="said" as="xs:string*"
      select="if (@*) then (f:role(.), f:period(.), f:value(.)) else ()"/>
    <xsl:element name="{if (* and f:holds-block(.)) then 'div' else 'span'}">
      <xsl:call-template name="attributes-of-class">
        <xsl:with-param name="class" select="$class"/>
      </xsl:call-template>
      <xsl:if test="@ref or @key">
        <xsl:call-template name="target"/>
      </xsl:if>
      <xsl:apply-templates mode="m:html"/>
      <xsl:if test="exists($said)">
        <xsl:variable name="words" as="xs:string" select="string-join($said, ', ')"/>
        <xsl:text> </xsl:text>
        <span class="made" data-made="">{
          if (normalize-space() or @ref or @key) then '(' || $words || ')' else $words}</span>
      </xsl:if>
    </xsl:element>
  </xsl:template>

  <!-- The elements that become cards (namesdates.xsl). -->
  <xsl:function name="f:is-card" as="xs:boolean">
    <xsl:param name="element" as="element()"/>
    <xsl:sequence select="
      exists($element[self::person or self::personGrp or self::persona or self::place or self::org
        or self::event or self::nym or self::object])"/>
  </xsl:function>

  <!-- Where an element without words points by @ref: the name of what is there, as a link. -->
  <xsl:template name="target">
    <xsl:param name="pointers" as="attribute()*" select="(@ref, @key)[not(normalize-space(..))]"/>
    <xsl:param name="v:linked" as="xs:boolean" tunnel="yes" select="false()"/>
    <xsl:variable name="element" as="element()" select="."/>
    <xsl:for-each select="$pointers ! tokenize(.)">
      <xsl:variable name="href" as="xs:string?" select="f:href(., $element)"/>
      <xsl:element name="{if ($href and not($v:linked)) then 'a' else 'span'}">
        <xsl:attribute name="class" select="'target'"/>
        <xsl:if test="$href and not($v:linked)">
          <xsl:attribute name="href" select="$href"/>
        </xsl:if>
        <xsl:attribute name="data-made"/>
        <xsl:text>{f:name-of(., $element)}</xsl:text>
      </xsl:element>
      <xsl:text> </xsl:text>
    </xsl:for-each>
  </xsl:template>

  <!-- The name of what a pointer means, if it is in the document, else the pointer for people. -->
  <xsl:function name="f:name-of" as="xs:string">
    <xsl:param name="pointer" as="xs:string"/>
    <xsl:param name="element" as="element()"/>
    <xsl:variable name="target" as="element()?" select="
      if (starts-with($pointer, '#')) then key('v:by-id', substring($pointer, 2), root($element))[1]
      else ()"/>
    <xsl:variable name="name" as="xs:string"
      select="f:words($target/(persName | placeName | orgName | name | label | head | title | term)[1])"/>
    <xsl:sequence select="
      if ($name ne '') then $name
      else if (starts-with($pointer, '#')) then translate(substring($pointer, 2), '._', '  ')
      else f:pointer-words($pointer)"/>
  </xsl:function>

  <!-- A role that an attribute gives. -->
  <xsl:function name="f:role" as="xs:string?">
    <xsl:param name="element" as="element()"/>
    <xsl:sequence select="$element/@role ! normalize-space()[. ne '']"/>
  </xsl:function>

  <!-- A value that stands only in an attribute. -->
  <xsl:function name="f:value" as="xs:string?">
    <xsl:param name="element" as="element()"/>
    <xsl:sequence select="
      if (normalize-space($element)) then ()
      else $element/(@value, @quantity, @mode, @degree, @perf)[1] ! normalize-space()"/>
  </xsl:function>

  <!-- A period as the attributes give it, if the words of the element do not name its year. -->
  <xsl:function name="f:period" as="xs:string?">
    <xsl:param name="element" as="element()"/>
    <xsl:if test="$element/@*[map:contains($v:dating, local-name())]">
      <xsl:sequence select="f:stated-period($element)"/>
    </xsl:if>
  </xsl:function>

  <xsl:variable name="v:dating" static="yes" as="map(xs:string, xs:boolean)" select="map:merge((
    'when', 'from', 'to', 'notBefore', 'notAfter', 'when-iso', 'from-iso', 'to-iso',
    'notBefore-iso', 'notAfter-iso', 'when-custom', 'from-custom', 'to-custom',
    'notBefore-custom', 'notAfter-custom') ! map:entry(., true()))"/>

  <xsl:function name="f:stated-period" as="xs:string?">
    <xsl:param name="element" as="element()"/>
    <xsl:variable name="when" as="xs:string?"
      select="f:first-date($element/(@when, @when-iso, @when-custom))"/>
    <xsl:variable name="from" as="xs:string?"
      select="f:first-date($element/(@from, @from-iso, @from-custom))"/>
    <xsl:variable name="to" as="xs:string?"
      select="f:first-date($element/(@to, @to-iso, @to-custom))"/>
    <xsl:variable name="after" as="xs:string?"
      select="f:first-date($element/(@notBefore, @notBefore-iso, @notBefore-custom))"/>
    <xsl:variable name="before" as="xs:string?"
      select="f:first-date($element/(@notAfter, @notAfter-iso, @notAfter-custom))"/>
    <xsl:variable name="year" as="xs:string?"
      select="($when, $from, $to, $after, $before)[1] ! replace(., '^(-?)0*(\d+).*$', '$2')"/>
    <xsl:if test="$year and not(contains($element, $year))">
      <xsl:sequence select="
        string-join(($when,
          if ($from or $to) then $from || '–' || $to else (),
          if ($after and $before) then 'between ' || $after || ' and ' || $before
          else ($after ! ('not before ' || .), $before ! ('not after ' || .))), ', ')"/>
    </xsl:if>
  </xsl:function>

  <!-- Room between an element and the next, where the source has none and a reader needs it. -->
  <xsl:template name="room">
    <xsl:if test="following-sibling::node()[1]/self::*">
      <xsl:text> </xsl:text>
    </xsl:if>
  </xsl:template>

  <!-- The first date that is there and not empty; years without leading zeros. -->
  <xsl:function name="f:first-date" as="xs:string?">
    <xsl:param name="dates" as="attribute()*"/>
    <xsl:sequence select="
      ($dates ! normalize-space()[. ne ''])[1] ! replace(., '^(-?)0+(\d+)', '$1$2')"/>
  </xsl:function>

</xsl:stylesheet>
