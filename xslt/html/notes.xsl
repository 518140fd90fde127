<?xml version="1.0" encoding="UTF-8"?>
<!--
  Notes (chapter 3.9). A note in the text is moved to the part `notes`: its number stands in its
  place and leads there, and an arrow leads back. Notes in the margin and those that belong to an
  entry, a description or a list stay where they are.
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

  <!-- The notes that are moved, in reading order. -->
  <xsl:variable name="v:notes" as="element(note)*" select="//note[f:is-moved(.)]"/>
  <!-- The number of each, by generate-id(). -->
  <xsl:variable name="v:note-numbers" as="map(xs:string, xs:integer)" select="
    map:merge(for $place in 1 to count($v:notes)
      return map:entry(generate-id($v:notes[$place]), $place))"/>

  <!-- What becomes of a note by the element it stands in; elsewhere it is a footnote. -->
  <xsl:variable name="v:note-kinds" static="yes" as="map(xs:string, xs:string)" select="map{
    'div': 'block', 'body': 'block', 'front': 'block', 'back': 'block', 'list': 'block',
    'listBibl': 'block', 'figure': 'block', 'table': 'block',
    'app': 'inline', 'bibl': 'inline', 'biblStruct': 'inline', 'monogr': 'inline',
    'analytic': 'inline', 'imprint': 'inline', 'series': 'inline', 'notesStmt': 'inline',
    'correspDesc': 'inline', 'correspAction': 'inline', 'person': 'inline', 'personGrp': 'inline',
    'place': 'inline', 'org': 'inline', 'event': 'inline', 'state': 'inline', 'trait': 'inline',
    'relation': 'inline', 'entry': 'inline', 'sense': 'inline', 'form': 'inline',
    'witness': 'inline', 'category': 'inline', 'change': 'inline', 'msDesc': 'inline',
    'msItem': 'inline', 'msContents': 'inline', 'entryFree': 'inline' }"/>

  <!-- Where a note stands decides what becomes of it. -->
  <xsl:function name="f:note-kind" as="xs:string">
    <xsl:param name="note" as="element(note)"/>
    <xsl:variable name="place" as="attribute()?" select="$note/@place"/>
    <xsl:sequence select="
      if ($place and matches($place, '^(margin|left|right|inner|outer|opposite)', 'i'))
      then 'margin'
      else if ($place = ('inline', 'interlinear')) then 'inline'
      else (
        $v:note-kinds(local-name($note/..)),
        if ($note/ancestor::*[self::teiHeader or self::xenoData or self::egXML or self::content])
        then 'inline'
        else 'foot')[1]"/>
  </xsl:function>

  <xsl:function name="f:is-moved" as="xs:boolean">
    <xsl:param name="note" as="element(note)"/>
    <xsl:sequence select="f:note-kind($note) eq 'foot'"/>
  </xsl:function>

  <xsl:template match="note" mode="m:html">
    <xsl:variable name="number" as="xs:integer?" select="$v:note-numbers(generate-id())"/>
    <xsl:variable name="kind" as="xs:string" select="if ($number) then 'foot' else f:note-kind(.)"/>
    <xsl:choose>
      <xsl:when test="$number">
        <xsl:call-template name="note-reference">
          <xsl:with-param name="number" select="$number"/>
        </xsl:call-template>
      </xsl:when>
      <xsl:when test="$kind = 'block' or f:holds-block(.)">
        <div role="note">
          <xsl:call-template name="unit-attributes-of-class">
            <xsl:with-param name="class" select="'note ' || $kind"/>
          </xsl:call-template>
          <xsl:apply-templates mode="m:html"/>
        </div>
      </xsl:when>
      <xsl:otherwise>
        <span role="note">
          <xsl:call-template name="unit-attributes-of-class">
            <xsl:with-param name="class" select="'note ' || $kind"/>
          </xsl:call-template>
          <xsl:apply-templates mode="m:html"/>
        </span>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- Notes that say the same in several languages, one after another. -->
  <xsl:template match="noteGrp" mode="m:html">
    <xsl:apply-templates mode="m:html"/>
  </xsl:template>

  <!-- The number in the text. Inside a link it is no link itself. -->
  <xsl:template name="note-reference">
    <xsl:param name="number" as="xs:integer"/>
    <xsl:param name="v:linked" as="xs:boolean" tunnel="yes" select="false()"/>
    <xsl:variable name="id" as="xs:string" select="f:id(.)"/>
    <xsl:choose>
      <xsl:when test="$v:linked">
        <span class="note-ref" id="ref.{$id}" data-moved="{$id}">
          <sup data-made="">{$number}</sup>
        </span>
      </xsl:when>
      <xsl:otherwise>
        <a class="note-ref" id="ref.{$id}" href="#{f:id(.)}" data-moved="{$id}"
          role="doc-noteref">
          <sup data-made="">{$number}</sup>
        </a>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template name="part-notes">
    <xsl:if test="$v:notes">
      <xsl:comment>part:notes</xsl:comment>
      <ol class="notes">
        <xsl:apply-templates select="$v:notes" mode="m:note"/>
      </ol>
    </xsl:if>
  </xsl:template>

  <!-- A moved note to its item in the list. -->
  <xsl:mode name="m:note" on-no-match="fail" on-multiple-match="fail"/>

  <xsl:template match="note" mode="m:note">
    <li value="{$v:note-numbers(generate-id())}">
      <xsl:call-template name="unit-attributes-of-class">
        <xsl:with-param name="class" select="'note foot'"/>
      </xsl:call-template>
      <xsl:apply-templates mode="m:html"/>
      <a class="note-back" href="#ref.{f:id(.)}" data-made="" role="doc-backlink"
        aria-label="Back to the text">↩</a>
    </li>
  </xsl:template>

</xsl:stylesheet>
