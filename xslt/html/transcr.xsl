<?xml version="1.0" encoding="UTF-8"?>
<!-- Chapters 3.5 and 12 of the TEI Guidelines: changes by editors, and primary sources. -->
<xsl:stylesheet version="3.0"
  xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:f="urn:editio:functions"
  xmlns:m="urn:editio:modes"
  xmlns:v="urn:editio:variables"
  xmlns="http://www.w3.org/1999/xhtml"
  xpath-default-namespace="http://www.tei-c.org/ns/1.0"
  exclude-result-prefixes="#all" expand-text="yes">

  <!-- Additions and deletions, which HTML knows. -->
  <xsl:template match="add" mode="m:html">
    <ins>
      <xsl:call-template name="attributes-of-class">
        <xsl:with-param name="class" select="f:joined('add', 'place-', @place)"/>
      </xsl:call-template>
      <xsl:apply-templates mode="m:html"/>
    </ins>
  </xsl:template>

  <xsl:template match="del" mode="m:html">
    <del>
      <xsl:call-template name="attributes"/>
      <xsl:apply-templates mode="m:html"/>
    </del>
  </xsl:template>

  <!-- What the editor says about a stretch of text: the reason on demand. -->
  <xsl:template match="unclear | supplied | surplus | secl | damage | space[node()]" mode="m:html">
    <xsl:element name="{if (* and f:holds-block(.)) then 'div' else 'span'}">
      <xsl:sequence select="
        f:attributes(., f:joined(local-name(), 'reason-', @reason)), f:reason(.)"/>
      <xsl:apply-templates mode="m:html"/>
    </xsl:element>
  </xsl:template>

  <xsl:template match="
    ex | am | subst | mod | restore | retrace | metamark | fw | redo | undo | substJoin"
    mode="m:html">
    <xsl:call-template name="phrase"/>
  </xsl:template>

  <!-- What is missing: a sign for it, unless the document has words of its own. -->
  <xsl:template match="gap" mode="m:html">
    <span>
      <xsl:sequence select="
        f:attributes(., f:joined('gap', 'reason-', @reason)), f:reason(.)"/>
      <xsl:if test="not(normalize-space())">
        <span data-made="">[…]</span>
      </xsl:if>
      <xsl:apply-templates mode="m:html"/>
    </span>
  </xsl:template>

  <xsl:template match="space" mode="m:html">
    <span data-made="">
      <xsl:sequence select="f:attributes(., 'space'), f:reason(.)"/>
      <xsl:text>&#x2003;</xsl:text>
    </span>
  </xsl:template>

  <!-- Points and spans that have no text: a place to link to. -->
  <xsl:template match="handShift | addSpan | delSpan | damageSpan" mode="m:html">
    <span>
      <xsl:sequence select="f:attributes(., local-name()), f:reason(.)"/>
    </span>
    <xsl:apply-templates mode="m:html"/>
  </xsl:template>

  <!-- title: why, how much, by whom; in the words of the attributes. -->
  <xsl:function name="f:reason" as="attribute()?">
    <xsl:param name="element" as="element()"/>
    <xsl:variable name="amount" as="xs:string" select="
      normalize-space(string-join(($element/(@quantity, @extent, @atLeast ! ('at least ' || .),
        @atMost ! ('at most ' || .)), $element/@unit), ' '))"/>
    <xsl:variable name="facts" as="xs:string*" select="
      $element/@reason, $element/@agent, $amount[. ne ''], $element/@dim,
      $element/@cert ! ('certainty: ' || .), $element/@new ! ('hand: ' || replace(., '^#', '')),
      $element/@medium, $element/@scribe"/>
    <xsl:if test="exists($facts)">
      <xsl:attribute name="title" select="string-join($facts, ', ')"/>
    </xsl:if>
  </xsl:function>

  <!-- Where on the picture of its page a passage stands (no beginning of a page or line), if its @facs points to a zone with
       coordinates: left, top, width, height, in percent where the extent of the surface is known, else
       in pixels of the picture. -->
  <xsl:function name="f:zone" as="attribute()?">
    <xsl:param name="element" as="element()"/>
    <xsl:variable name="zone" as="element(zone)?" select="
      $element[not(self::pb | self::cb | self::gb | self::lb | self::milestone)]
      /key('v:by-id', substring-after(tokenize(@facs)[1], '#'), root(.))[1]/self::zone"/>
    <xsl:variable name="box" as="xs:double*" select="$zone ! f:box(.)"/>
    <xsl:if test="exists($box) and $box[3] gt $box[1] and $box[4] gt $box[2]">
      <xsl:variable name="page" as="xs:double*" select="f:extent($zone/ancestor::surface[1])"/>
      <xsl:attribute name="data-zone" select="
        if (exists($page) and $page[3] gt $page[1] and $page[4] gt $page[2])
        then (f:percent($box[1] - $page[1], $page[3] - $page[1]),
          f:percent($box[2] - $page[2], $page[4] - $page[2]),
          f:percent($box[3] - $box[1], $page[3] - $page[1]),
          f:percent($box[4] - $box[2], $page[4] - $page[2]))
        else ($box[1], $box[2], $box[3] - $box[1], $box[4] - $box[2]) ! (. || 'px')"/>
    </xsl:if>
  </xsl:function>

  <xsl:function name="f:percent" as="xs:string">
    <xsl:param name="part" as="xs:double"/>
    <xsl:param name="whole" as="xs:double"/>
    <xsl:sequence select="round(100 * $part div $whole, 2) || '%'"/>
  </xsl:function>

  <!-- Left, top, right and bottom of a zone or surface: from @points, or from its two corners. -->
  <xsl:function name="f:box" as="xs:double*">
    <xsl:param name="place" as="element()"/>
    <xsl:variable name="points" as="xs:double*" select="
      tokenize($place/@points, '[\s,]+')[. castable as xs:decimal] ! xs:double(.)"/>
    <xsl:variable name="corners" as="attribute()*"
      select="$place/(@ulx, @uly, @lrx, @lry)[normalize-space() castable as xs:decimal]"/>
    <xsl:choose>
      <xsl:when test="count($points) ge 6 and count($points) mod 2 eq 0">
        <xsl:variable name="x" as="xs:double+" select="$points[position() mod 2 eq 1]"/>
        <xsl:variable name="y" as="xs:double+" select="$points[position() mod 2 eq 0]"/>
        <xsl:sequence select="min($x), min($y), max($x), max($y)"/>
      </xsl:when>
      <xsl:when test="count($corners) eq 4">
        <xsl:sequence select="($place/@ulx, $place/@uly, $place/@lrx, $place/@lry) ! xs:double(.)"/>
      </xsl:when>
    </xsl:choose>
  </xsl:function>

  <!-- The extent of a surface: its own, or that of its picture in pixels. -->
  <xsl:function name="f:extent" as="xs:double*">
    <xsl:param name="surface" as="element(surface)?"/>
    <xsl:variable name="own" as="xs:double*" select="$surface ! f:box(.)"/>
    <xsl:variable name="size" as="xs:string*" select="
      $surface/graphic[1]/(@width, @height) ! replace(., '\s*px\s*$', '')"/>
    <xsl:choose>
      <xsl:when test="exists($own)">
        <xsl:sequence select="$own"/>
      </xsl:when>
      <xsl:when test="count($size[. castable as xs:decimal]) eq 2">
        <xsl:sequence select="0, 0, $size ! xs:double(.)"/>
      </xsl:when>
    </xsl:choose>
  </xsl:function>

  <!-- The picture that a beginning points to by @facs: its address, or a surface or zone that has
       one. Scripts show it beside the text. -->
  <xsl:template name="facsimile">
    <xsl:variable name="pointer" as="xs:string?" select="tokenize(@facs)[1]"/>
    <xsl:variable name="target" as="element()?" select="
      key('v:by-id', substring-after($pointer[starts-with(., '#')], '#'))[1]"/>
    <xsl:variable name="source" as="xs:string?" select="
      if ($target) then $target/(self::graphic, graphic, ancestor::surface[1]/graphic)[@url][1] ! f:image(.)
      else $pointer ! f:picture(.)"/>
    <xsl:if test="$source">
      <img class="facs" src="{$source}" alt="{f:label(.)} {@n}" loading="lazy"/>
    </xsl:if>
  </xsl:template>

  <!-- Facsimiles and documentary transcriptions. -->
  <xsl:template match="facsimile | sourceDoc" mode="m:html">
    <section>
      <xsl:call-template name="attributes"/>
      <xsl:apply-templates mode="m:html"/>
    </section>
  </xsl:template>

  <xsl:template match="surfaceGrp | zone" mode="m:html">
    <xsl:call-template name="block"/>
  </xsl:template>

  <xsl:template match="line" mode="m:html">
    <xsl:call-template name="unit"/>
  </xsl:template>

  <!-- A page that is transcribed by its places, with its number. -->
  <xsl:template match="surface" mode="m:html">
    <div>
      <xsl:call-template name="unit-attributes"/>
      <xsl:if test="@n ne '' and ancestor::sourceDoc">
        <span class="pb" data-made="">{@n}</span>
      </xsl:if>
      <xsl:apply-templates mode="m:html"/>
    </div>
  </xsl:template>

  <xsl:template match="listTranspose | transpose" mode="m:html">
    <xsl:call-template name="block"/>
  </xsl:template>

  <!-- A polygon on a surface has no words. -->
  <xsl:template match="path" mode="m:html"/>

</xsl:stylesheet>
