<?xml version="1.0" encoding="UTF-8"?>
<!-- Names and dates in running text (chapters 3.6 and 14); people, places and events as entries are
     in namesdates.xsl. -->
<xsl:stylesheet version="3.0"
  xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:f="urn:editio:functions"
  xmlns:m="urn:editio:modes"
  xmlns="http://www.w3.org/1999/xhtml"
  xpath-default-namespace="http://www.tei-c.org/ns/1.0"
  exclude-result-prefixes="#all" expand-text="yes">

  <xsl:template match="persName" mode="m:html">
    <xsl:call-template name="link">
      <xsl:with-param name="class" select="'name person'"/>
    </xsl:call-template>
  </xsl:template>

  <xsl:template match="placeName | geogName | settlement | country | region | district | bloc"
    mode="m:html">
    <xsl:call-template name="link">
      <xsl:with-param name="class" select="if (self::placeName) then 'name place' else 'name place ' || local-name()"/>
    </xsl:call-template>
  </xsl:template>

  <xsl:template match="orgName" mode="m:html">
    <xsl:call-template name="link">
      <xsl:with-param name="class" select="'name org'"/>
    </xsl:call-template>
  </xsl:template>

  <xsl:template match="eventName" mode="m:html">
    <xsl:call-template name="link">
      <xsl:with-param name="class" select="'name event'"/>
    </xsl:call-template>
  </xsl:template>

  <!-- Names whose kind is in @type. -->
  <xsl:template match="name | rs | objectName" mode="m:html">
    <xsl:call-template name="link">
      <xsl:with-param name="class" select="'name ' || f:name-kind(.)"/>
    </xsl:call-template>
  </xsl:template>

  <xsl:function name="f:name-kind" as="xs:string">
    <xsl:param name="name" as="element()"/>
    <xsl:variable name="type" as="xs:string" select="lower-case(string($name/@type))"/>
    <xsl:sequence select="
      if (starts-with($type, 'pers')) then 'person'
      else if ($type = ('place', 'city', 'country', 'geo', 'settlement', 'location', 'loc'))
      then 'place'
      else if (starts-with($type, 'org')) then 'org'
      else if ($type = ('work', 'title', 'bibl')) then 'work'
      else if ($type eq 'event') then 'event'
      else local-name($name)"/>
  </xsl:function>

  <xsl:template match="title" mode="m:html">
    <xsl:call-template name="link">
      <xsl:with-param name="class" select="if (@level) then 'title name work level-' || @level else 'title name work'"/>
    </xsl:call-template>
  </xsl:template>

  <xsl:template match="term" mode="m:html">
    <xsl:call-template name="link"/>
  </xsl:template>

  <xsl:template match="
    forename | surname | nameLink | roleName | addName | genName | geogFeat | offset" mode="m:html">
    <xsl:call-template name="phrase"/>
  </xsl:template>

  <!-- A date; an empty one shows what its attributes say. -->
  <xsl:template match="date | time" mode="m:html">
    <xsl:variable name="machine" as="xs:string?" select="f:html-date(.)"/>
    <xsl:choose>
      <xsl:when test="exists($machine) and not(* and f:holds-block(.))">
        <time datetime="{$machine}">
          <xsl:sequence select="f:attributes(., 'date'), f:date-title(.)"/>
          <xsl:apply-templates mode="m:html"/>
          <xsl:call-template name="date-words"/>
        </time>
      </xsl:when>
      <xsl:otherwise>
        <xsl:element name="{if (* and f:holds-block(.)) then 'div' else 'span'}">
          <xsl:sequence select="f:attributes(., 'date'), f:date-title(.)"/>
          <xsl:apply-templates mode="m:html"/>
          <xsl:call-template name="date-words"/>
        </xsl:element>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template name="date-words">
    <xsl:if test="not(node())">
      <span data-made="">
        <xsl:value-of select="(@when, @when-iso, @when-custom, f:date-title(.))[1]"/>
      </span>
    </xsl:if>
  </xsl:template>

  <!-- @when, if HTML knows its form too (HTML, 4.5.14: year, month, day, yearless day, time). Of the
       forms of a date without a time the length tells which it may be. -->
  <xsl:function name="f:html-date" as="xs:string?">
    <xsl:param name="date" as="element()"/>
    <xsl:variable name="when" as="xs:string"
      select="normalize-space(($date/@when, $date/@when-iso)[1])"/>
    <xsl:variable name="length" as="xs:integer" select="string-length($when)"/>
    <xsl:sequence select="$when[
      if (contains(., ':')) then f:is-html-time(.)
      else if ($length eq 10) then . castable as xs:date
      else if ($length eq 7) then . castable as xs:gYearMonth or . castable as xs:gMonthDay
      else $length eq 4 and . castable as xs:gYear and . ne '0000']"/>
  </xsl:function>

  <xsl:function name="f:is-html-time" as="xs:boolean">
    <xsl:param name="when" as="xs:string"/>
    <xsl:sequence select="
      ($when castable as xs:dateTime
        and matches($when, '^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d)?$'))
      or ($when castable as xs:time and matches($when, '^\d\d:\d\d:\d\d$'))"/>
  </xsl:function>

  <!-- What the attributes say about a span of time, on demand. -->
  <xsl:function name="f:date-title" as="attribute()?">
    <xsl:param name="date" as="element()"/>
    <xsl:variable name="facts" as="xs:string*" select="
      $date/(@from ! ('from ' || .), @to ! ('to ' || .), @notBefore ! ('not before ' || .),
      @notAfter ! ('not after ' || .))"/>
    <xsl:if test="exists($facts)">
      <xsl:attribute name="title" select="string-join($facts, ', ')"/>
    </xsl:if>
  </xsl:function>

</xsl:stylesheet>
