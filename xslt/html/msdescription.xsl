<?xml version="1.0" encoding="UTF-8"?>
<!-- Chapter 11 of the TEI Guidelines: manuscript description, as definition lists that nest. -->
<xsl:stylesheet version="3.0"
  xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:f="urn:editio:functions"
  xmlns:m="urn:editio:modes"
  xmlns="http://www.w3.org/1999/xhtml"
  xpath-default-namespace="http://www.tei-c.org/ns/1.0"
  exclude-result-prefixes="#all" expand-text="yes">

  <xsl:template match="msDesc" mode="m:html">
    <div>
      <xsl:call-template name="unit-attributes"/>
      <xsl:call-template name="description"/>
    </div>
  </xsl:template>

  <!-- The parts that hold facts. Those that hold words or paragraphs show these. -->
  <xsl:template mode="m:html" match="
    msContents | physDesc | history | additional | adminInfo | recordHist | custodialHist | surrogates
    | msPart | msFrag | msItem | msItemStruct | objectDesc | supportDesc | layoutDesc | handDesc
    | typeDesc | scriptDesc | decoDesc | bindingDesc | binding | sealDesc | seal | musicNotation
    | support | origin">
    <div>
      <xsl:call-template name="attributes"/>
      <xsl:call-template name="description"/>
    </div>
  </xsl:template>

  <!-- Facts as a list; anything else as it stands. What attributes alone say comes first. -->
  <xsl:template name="description">
    <xsl:variable name="said" as="xs:string*"
      select="(@form, @material, @columns, @hands, @defective) ! (local-name() || ': ' || .)"/>
    <xsl:variable name="dated" as="xs:string*" select="$said, f:period(.)"/>
    <xsl:if test="exists($dated)">
      <span class="made" data-made="">{string-join($dated, '; ')}</span>
      <xsl:text> </xsl:text>
    </xsl:if>
    <xsl:choose>
      <xsl:when test="f:is-container(.)">
        <xsl:call-template name="facts">
          <xsl:with-param name="class" select="''"/>
        </xsl:call-template>
      </xsl:when>
      <xsl:otherwise>
        <xsl:apply-templates mode="m:html"/>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- An identifier in one line: place, institution, shelfmark. -->
  <xsl:template match="msIdentifier | objectIdentifier" mode="m:html">
    <div>
      <xsl:call-template name="attributes"/>
      <xsl:call-template name="in-one-line"/>
    </div>
  </xsl:template>

  <xsl:template match="altIdentifier" mode="m:html">
    <span>
      <xsl:call-template name="attributes"/>
      <xsl:if test="@type">
        <span data-made="">{@type}: </span>
      </xsl:if>
      <xsl:call-template name="in-one-line"/>
    </span>
  </xsl:template>

  <!-- The children that say something, with commas between them. -->
  <xsl:template name="in-one-line">
    <xsl:for-each select="(* | text()[normalize-space()])[self::text() or f:says(.)]">
      <xsl:if test="position() gt 1">
        <span data-made="">, </span>
      </xsl:if>
      <xsl:apply-templates select="." mode="m:html"/>
    </xsl:for-each>
  </xsl:template>

  <xsl:template match="institution | repository | collection | material | objectType" mode="m:html">
    <xsl:call-template name="link"/>
  </xsl:template>

  <!-- Dated or valued phrases. -->
  <xsl:template match="acquisition | provenance | custEvent | origDate | condition" mode="m:html">
    <xsl:call-template name="statement"/>
  </xsl:template>

  <xsl:template mode="m:html" match="
    accMat | additions | catchwords | collation | colophon | decoNote | explicit | filiation
    | finalRubric | foliation | handNote | heraldry | incipit | layout | msName | origPlace | rubric
    | scriptNote | secFol | signatures | source | stamp | summary | typeNote | watermark
    | locusGrp">
    <xsl:call-template name="phrase"/>
  </xsl:template>

  <!-- A place in the manuscript: as written, or from its attributes. -->
  <xsl:template match="locus" mode="m:html">
    <span>
      <xsl:call-template name="attributes"/>
      <xsl:if test="not(normalize-space()) and @from">
        <span data-made="">{
          if (@to and @to ne @from) then 'fols. ' || @from || '–' || @to else 'fol. ' || @from}</span>
      </xsl:if>
      <xsl:apply-templates mode="m:html"/>
    </span>
    <xsl:call-template name="room"/>
  </xsl:template>

  <!-- Measures: what is measured, the numbers with × between them, the unit. -->
  <xsl:template match="dimensions" mode="m:html">
    <xsl:variable name="measured" as="element()*" select="*[f:says(.)]"/>
    <xsl:if test="$measured or text()[normalize-space()] or @xml:id">
      <span>
        <xsl:call-template name="attributes"/>
        <xsl:if test="@type">
          <span data-made="">{f:spelled-out(@type)}: </span>
        </xsl:if>
        <xsl:for-each select="node()[self::* or self::text()[normalize-space()]]">
          <xsl:if test="self::* and . intersect tail($measured)">
            <span data-made=""> × </span>
          </xsl:if>
          <xsl:apply-templates select="." mode="m:html"/>
        </xsl:for-each>
      </span>
      <xsl:call-template name="room"/>
    </xsl:if>
  </xsl:template>

  <xsl:template match="height | width | depth | dim" mode="m:html">
    <xsl:if test="f:says(.)">
      <span>
        <xsl:call-template name="attributes"/>
        <xsl:if test="self::dim/@type">
          <span data-made="">{@type} </span>
        </xsl:if>
        <xsl:apply-templates mode="m:html"/>
        <xsl:if test="f:measured(.) ne ''">
          <span class="unit" data-made="">{f:measured(.)}</span>
        </xsl:if>
      </span>
    </xsl:if>
  </xsl:template>

  <!-- What the attributes of a measure add to its words: the number if there are none, and the
       unit if they name none. -->
  <xsl:function name="f:measured" as="xs:string">
    <xsl:param name="measure" as="element()"/>
    <xsl:variable name="number" as="xs:string?" select="
      if (normalize-space($measure)) then ()
      else if ($measure/@quantity) then string($measure/@quantity)
      else $measure[@atLeast or @atMost]/(@atLeast || '–' || @atMost)"/>
    <xsl:variable name="unit" as="xs:string?" select="
      if (matches($measure, '\p{L}')) then ()
      else ($measure/@unit, $measure/../@unit)[1]"/>
    <xsl:sequence select="$number || $unit ! (' ' || .)"/>
  </xsl:function>

</xsl:stylesheet>
