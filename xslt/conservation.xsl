<?xml version="1.0" encoding="UTF-8"?>
<!--
  What a rendering must conserve: the text of a document with marks around what stands in the header
  and around what the plain text drops. Read by src/editio/publish/render/conservation.py.

  This is the only place where plain text may declare a loss, and an edition cannot override it. The
  rules repeat those of text/*.xsl on purpose: a stylesheet that drops more than is declared here is
  found out. HTML drops nothing.

  In: a document. Out, by v:output: `stream`, the marked text; `nodes`, the same with a mark before
  every text node; `paths`, the XPath of the elements that hold the text nodes numbered in v:nodes.
-->
<xsl:stylesheet version="3.0"
  xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:f="urn:editio:functions"
  xmlns:m="urn:editio:modes"
  xmlns:v="urn:editio:variables"
  xpath-default-namespace="http://www.tei-c.org/ns/1.0"
  exclude-result-prefixes="#all" expand-text="yes">

  <xsl:output method="text" encoding="UTF-8"/>

  <xsl:include href="shared/paths.xsl"/>

  <xsl:param name="v:reading" as="xs:string" select="'reading'"/>
  <xsl:param name="v:notes" as="xs:string" select="'end'"/>
  <xsl:param name="v:page-remains" as="xs:string" select="'hide'"/>
  <xsl:param name="v:output" as="xs:string" select="'stream'"/>
  <!-- Numbers of text nodes in document order, from 0, parted by spaces. -->
  <xsl:param name="v:nodes" as="xs:string" select="''"/>

  <!-- The document node to what v:output asks for. -->
  <xsl:mode on-no-match="fail" on-multiple-match="fail"/>

  <!-- Nodes to marked text; m:nodes also marks every text node. Neither drops anything. -->
  <xsl:mode name="m:stream" on-no-match="text-only-copy" on-multiple-match="fail"/>
  <xsl:mode name="m:nodes" on-no-match="text-only-copy" on-multiple-match="fail"/>

  <xsl:template match="/">
    <xsl:choose>
      <xsl:when test="$v:output eq 'nodes'">
        <xsl:apply-templates mode="m:nodes"/>
      </xsl:when>
      <xsl:when test="$v:output eq 'paths'">
        <xsl:variable name="texts" as="text()*" select="//text()"/>
        <xsl:for-each select="tokenize($v:nodes)!xs:integer(.)">
          <xsl:text>{f:xpath($texts[1 + current()]/..)}&#xA;</xsl:text>
        </xsl:for-each>
      </xsl:when>
      <xsl:otherwise>
        <xsl:apply-templates mode="m:stream"/>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- Whitespace does not count, and is the most expensive text there is. -->
  <xsl:template match="text()[not(normalize-space())]" mode="m:stream"/>

  <xsl:template match="text()" mode="m:nodes">
    <xsl:value-of select="'&#xFDD4;' || ."/>
  </xsl:template>

  <!-- The header has its own part in HTML, and plain text has none. -->
  <xsl:template match="teiHeader" mode="m:stream m:nodes">
    <xsl:text>&#xFDD0;</xsl:text>
    <xsl:apply-templates select=".//text()" mode="#current"/>
    <xsl:text>&#xFDD1;</xsl:text>
  </xsl:template>

  <!-- The current element is dropped. -->
  <xsl:template name="dropped">
    <xsl:text>&#xFDD2;</xsl:text>
    <xsl:apply-templates select=".//text()" mode="#current"/>
    <xsl:text>&#xFDD3;</xsl:text>
  </xsl:template>

  <!-- Dropped in every plain text: index entries, descriptions of images. -->
  <xsl:template match="index | facsimile" mode="m:stream m:nodes">
    <xsl:call-template name="dropped"/>
  </xsl:template>

  <!-- Dropped unless the edition shows it: what is left of a web page around a text. -->
  <xsl:template match="div[@type eq 'page-remains'] | ab[@type eq 'page-remains']"
    mode="m:stream m:nodes">
    <xsl:choose>
      <xsl:when test="$v:page-remains eq 'show'">
        <xsl:apply-templates mode="#current"/>
      </xsl:when>
      <xsl:otherwise>
        <xsl:call-template name="dropped"/>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- Dropped in `reading`: what is deleted, superfluous or part of the page only, and signs of
       abbreviation that are expanded. -->
  <xsl:template match="del[not(@rend = ('erasure', 'erased')) and not(parent::restore)] | surplus | fw
    | expan/am | expan/abbr/am" mode="m:stream m:nodes">
    <xsl:choose>
      <xsl:when test="$v:reading eq 'diplomatic'">
        <xsl:apply-templates mode="#current"/>
      </xsl:when>
      <xsl:otherwise>
        <xsl:call-template name="dropped"/>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- Dropped in `diplomatic`: what an expansion adds. -->
  <xsl:template match="ex[not(parent::choice)]" mode="m:stream m:nodes">
    <xsl:choose>
      <xsl:when test="$v:reading eq 'diplomatic'">
        <xsl:call-template name="dropped"/>
      </xsl:when>
      <xsl:otherwise>
        <xsl:apply-templates mode="#current"/>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- Of a choice one half is dropped, and alternatives of one kind but the first. -->
  <xsl:template match="choice" mode="m:stream m:nodes">
    <xsl:variable name="clear" as="element()*" select="reg | corr | expan | ex"/>
    <xsl:variable name="written" as="element()*" select="orig | sic | abbr | am"/>
    <xsl:variable name="dropped" as="element()*" select="
      if (empty($clear) or empty($written)) then ()
      else if ($v:reading eq 'diplomatic') then $clear else $written"/>
    <xsl:variable name="kept" as="element()*" select="
      for $name in distinct-values((* except $dropped)!local-name())
      return (* except $dropped)[local-name() eq $name][1]"/>
    <xsl:call-template name="some">
      <xsl:with-param name="kept" select="$kept"/>
    </xsl:call-template>
  </xsl:template>

  <!-- Of an apparatus entry in the text only the lemma is kept, or the first reading. -->
  <xsl:template match="app[not(parent::listApp or ancestor::div/@type = 'apparatus')]
    | rdgGrp[not(ancestor::listApp or ancestor::div/@type = 'apparatus')]"
    mode="m:stream m:nodes">
    <xsl:call-template name="some">
      <xsl:with-param name="kept" select="(lem, rdgGrp[lem], rdg, rdgGrp)[1]"/>
    </xsl:call-template>
  </xsl:template>

  <!-- Of the children of the current element only some elements are kept, and its own text. -->
  <xsl:template name="some">
    <xsl:param name="kept" as="element()*"/>
    <xsl:for-each select="node()">
      <xsl:choose>
        <xsl:when test="self::* and not(. intersect $kept)">
          <xsl:call-template name="dropped"/>
        </xsl:when>
        <xsl:otherwise>
          <xsl:apply-templates select="." mode="#current"/>
        </xsl:otherwise>
      </xsl:choose>
    </xsl:for-each>
  </xsl:template>

  <!-- Notes to a place of the text are dropped where the edition says so. -->
  <xsl:template match="note" mode="m:stream m:nodes">
    <xsl:choose>
      <xsl:when test="$v:notes eq 'end'">
        <xsl:apply-templates mode="#current"/>
      </xsl:when>
      <xsl:otherwise>
        <xsl:call-template name="dropped"/>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- Notes that are text between paragraphs, or part of a record, stay. -->
  <xsl:template match="
    (div | div1 | div2 | div3 | body | front | back | list | listBibl | table | figure)
      /note[not(@place)]" mode="m:stream m:nodes" priority="2">
    <xsl:apply-templates mode="#current"/>
  </xsl:template>

  <xsl:template match="
    (person | personGrp | persona | place | org | event | object | state | trait | relation | bibl
     | biblStruct | biblFull | monogr | analytic | imprint | series | entry | entryFree | sense | form
     | witness | category | msDesc | msItem | msContents | correspAction | listApp/app | nym)
      /note" mode="m:stream m:nodes" priority="2">
    <xsl:apply-templates mode="#current"/>
  </xsl:template>

</xsl:stylesheet>
