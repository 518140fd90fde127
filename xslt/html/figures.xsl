<?xml version="1.0" encoding="UTF-8"?>
<!-- Chapter 15 of the TEI Guidelines: tables, formulae, graphics and notated music. -->
<xsl:stylesheet version="3.0"
  xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:f="urn:editio:functions"
  xmlns:m="urn:editio:modes"
  xmlns:v="urn:editio:variables"
  xmlns:mml="http://www.w3.org/1998/Math/MathML"
  xmlns:svg="http://www.w3.org/2000/svg"
  xmlns="http://www.w3.org/1999/xhtml"
  xpath-default-namespace="http://www.tei-c.org/ns/1.0"
  exclude-result-prefixes="#all" expand-text="yes">

  <!-- A table. What stands between rows gets a row, so that it keeps its place. -->
  <xsl:template match="table" mode="m:html">
    <xsl:variable name="width" as="xs:integer" select="max((1, row ! count(cell)))"/>
    <table>
      <xsl:call-template name="unit-attributes"/>
      <xsl:if test="head">
        <caption>
          <xsl:apply-templates select="head" mode="m:caption"/>
        </caption>
      </xsl:if>
      <tbody>
        <xsl:apply-templates select="(* | text()[normalize-space()]) except head" mode="m:row">
          <xsl:with-param name="width" select="$width"/>
        </xsl:apply-templates>
      </tbody>
    </table>
  </xsl:template>

  <!-- m:caption: the heads of a table, inside its caption; one that says more than its words about
       itself (an id, a language) is an element of its own. -->
  <xsl:mode name="m:caption" on-no-match="fail" on-multiple-match="fail"/>

  <xsl:template match="head" mode="m:caption">
    <xsl:apply-templates mode="m:html"/>
  </xsl:template>

  <xsl:template match="head[@*]" mode="m:caption">
    <xsl:call-template name="inline"/>
  </xsl:template>

  <!-- A child of a table to a row. -->
  <xsl:mode name="m:row" on-no-match="fail" on-multiple-match="fail"/>

  <xsl:template match="row" mode="m:row">
    <tr>
      <xsl:call-template name="attributes-of-class">
        <xsl:with-param name="class" select="f:joined('row', 'role-', @role)"/>
      </xsl:call-template>
      <xsl:for-each-group select="node()[self::* or self::text()[normalize-space()]]" group-starting-with="cell">
        <xsl:call-template name="cell"/>
      </xsl:for-each-group>
    </tr>
  </xsl:template>

  <xsl:template match="* | text()" mode="m:row" priority="-1">
    <xsl:param name="width" as="xs:integer"/>
    <tr class="between">
      <td colspan="{$width}">
        <xsl:apply-templates select="." mode="m:html"/>
      </td>
    </tr>
  </xsl:template>

  <!-- A cell, with what follows it in the row; labels are headers of their row or column. -->
  <xsl:template name="cell">
    <xsl:variable name="is-label" as="xs:boolean" select="@role = 'label' or ../@role = 'label'"/>
    <xsl:element name="{if ($is-label) then 'th' else 'td'}">
      <xsl:sequence select="self::cell/f:attributes(., f:joined('cell', 'role-', @role))"/>
      <xsl:if test="$is-label">
        <xsl:attribute name="scope" select="if (../@role = 'label') then 'col' else 'row'"/>
      </xsl:if>
      <xsl:sequence select="
        self::cell/(f:span-of('colspan', @cols), f:span-of('rowspan', @rows))"/>
      <xsl:apply-templates select="self::cell/node(), current-group()[not(self::cell)]"
        mode="m:html"/>
    </xsl:element>
  </xsl:template>

  <!-- colspan or rowspan, if a cell is wider than one. -->
  <xsl:function name="f:span-of" as="attribute()?">
    <xsl:param name="name" as="xs:string"/>
    <xsl:param name="number" as="attribute()?"/>
    <xsl:if test="matches($number, '^\s*([2-9]|[1-9][0-9]{1,2})\s*$')">
      <xsl:attribute name="{$name}" select="normalize-space($number)"/>
    </xsl:if>
  </xsl:function>

  <!-- A row or cell outside of a table. -->
  <xsl:template match="row | cell" mode="m:html">
    <xsl:call-template name="block"/>
  </xsl:template>

  <!-- A figure between blocks, or a picture in a line. A heading that stands first is the caption;
       one that stands later is the caption together with what follows it. -->
  <xsl:template match="figure | notatedMusic" mode="m:html">
    <xsl:variable name="caption" as="element()?" select="head[1]"/>
    <xsl:choose>
      <xsl:when test="f:is-block(.) or f:stands-alone(.)">
        <figure>
          <xsl:call-template name="unit-attributes"/>
          <xsl:choose>
            <xsl:when test="$caption is *[1]">
              <figcaption>
                <xsl:apply-templates select="$caption" mode="m:html"/>
              </figcaption>
              <xsl:apply-templates select="node() except $caption" mode="m:html"/>
            </xsl:when>
            <xsl:otherwise>
              <xsl:apply-templates select="node()[not($caption) or . &lt;&lt; $caption]" mode="m:html"/>
              <xsl:if test="$caption">
                <figcaption>
                  <xsl:apply-templates select="node()[not(. &lt;&lt; $caption)]" mode="m:html"/>
                </figcaption>
              </xsl:if>
            </xsl:otherwise>
          </xsl:choose>
        </figure>
      </xsl:when>
      <xsl:otherwise>
        <span>
          <xsl:call-template name="unit-attributes"/>
          <xsl:apply-templates mode="m:html"/>
        </span>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template match="figDesc" mode="m:html">
    <xsl:call-template name="phrase"/>
  </xsl:template>

  <!-- An image, if its address is one that a page may load. -->
  <xsl:template match="graphic | media" mode="m:html">
    <xsl:variable name="source" as="xs:string?" select="f:image(.)"/>
    <xsl:variable name="words" as="xs:string" select="normalize-space((desc, ../figDesc, ../head)[1])"/>
    <xsl:choose>
      <xsl:when test="$source and not(self::media[not(starts-with(@mimeType, 'image'))])">
        <img src="{$source}" alt="{$words}" loading="lazy">
          <xsl:call-template name="attributes-of-class">
            <xsl:with-param name="class" select="'graphic'"/>
          </xsl:call-template>
        </img>
      </xsl:when>
      <xsl:otherwise>
        <span data-made="">
          <xsl:call-template name="attributes"/>
          <xsl:text>[{f:label(.)}]</xsl:text>
        </span>
      </xsl:otherwise>
    </xsl:choose>
    <xsl:apply-templates mode="m:html"/>
  </xsl:template>

  <!-- The address of an image: from the edition, on the web, or relative; never another scheme. -->
  <xsl:function name="f:image" as="xs:string?">
    <xsl:param name="graphic" as="element()"/>
    <xsl:sequence select="f:picture(normalize-space($graphic/@url))"/>
  </xsl:function>

  <xsl:function name="f:picture" as="xs:string?">
    <xsl:param name="url" as="xs:string"/>
    <xsl:sequence select="
      ($v:links($url),
       $url[matches(., '^https?://[^\s&lt;&gt;&quot;]+$', 'i')] ! iri-to-uri(.),
       $url[matches(., '^[^:/\\\s&lt;&gt;&quot;][^:\\\s&lt;&gt;&quot;]*$')] ! iri-to-uri(.))[1]"/>
  </xsl:function>

  <xsl:template match="binaryObject" mode="m:html">
    <span hidden="">
      <xsl:call-template name="attributes"/>
      <xsl:apply-templates mode="m:html"/>
    </span>
  </xsl:template>

  <!-- A formula: MathML as such, everything else (TeX) as code. -->
  <xsl:template match="formula" mode="m:html">
    <xsl:choose>
      <xsl:when test="* except g">
        <xsl:call-template name="phrase"/>
      </xsl:when>
      <xsl:otherwise>
        <code>
          <xsl:call-template name="attributes-of-class">
            <xsl:with-param name="class" select="f:joined('formula', 'notation-', @notation)"/>
          </xsl:call-template>
          <xsl:apply-templates mode="m:html"/>
        </code>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template match="mml:*" mode="m:html">
    <xsl:apply-templates select="." mode="m:math"/>
  </xsl:template>

  <!-- MathML through a list of what a page may hold (MathML Core); from other elements the text. -->
  <xsl:mode name="m:math" on-no-match="text-only-copy" on-multiple-match="fail"/>

  <xsl:template mode="m:math" match="
    (mml:math | mml:semantics | mml:annotation | mml:mrow | mml:mi | mml:mn | mml:mo | mml:ms)
    | (mml:mtext | mml:mspace | mml:mfrac | mml:msqrt | mml:mroot | mml:mstyle | mml:merror)
    | (mml:mpadded | mml:mphantom | mml:msub | mml:msup | mml:msubsup | mml:munder | mml:mover)
    | (mml:munderover | mml:mmultiscripts | mml:mprescripts | mml:mtable | mml:mtr | mml:mtd)
    | (mml:mfenced | mml:menclose)">
    <xsl:element name="{local-name()}" namespace="http://www.w3.org/1998/Math/MathML">
      <xsl:copy-of select="
        @display[. = ('block', 'inline')], @mathvariant, @stretchy, @fence, @separator, @accent,
        @columnalign, @rowspan, @columnspan, @open, @close, @notation, @linethickness"/>
      <xsl:apply-templates mode="m:math"/>
    </xsl:element>
  </xsl:template>

  <!-- Drawings are not taken over: their words are. -->
  <xsl:template match="svg:svg" mode="m:html">
    <span class="svg">
      <xsl:value-of select="."/>
    </span>
  </xsl:template>

</xsl:stylesheet>
