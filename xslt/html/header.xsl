<?xml version="1.0" encoding="UTF-8"?>
<!-- Chapter 2 of the TEI Guidelines: the header, as the part `about`: nested lists of fields. -->
<xsl:stylesheet version="3.0"
  xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:f="urn:editio:functions"
  xmlns:m="urn:editio:modes"
  xmlns:v="urn:editio:variables"
  xmlns="http://www.w3.org/1999/xhtml"
  xpath-default-namespace="http://www.tei-c.org/ns/1.0"
  exclude-result-prefixes="#all" expand-text="yes">

  <!-- The headers of the document and of those inside it, in their order. -->
  <xsl:template name="part-about">
    <xsl:variable name="headers" as="element(teiHeader)*" select="f:headers(*), self::node()/teiHeader"/>
    <xsl:if test="$headers">
      <xsl:comment>part:about</xsl:comment>
      <div class="about">
        <xsl:apply-templates select="$headers" mode="m:html"/>
      </div>
    </xsl:if>
  </xsl:template>

  <xsl:function name="f:headers" as="element(teiHeader)*">
    <xsl:param name="document" as="element()?"/>
    <xsl:sequence select="
      $document/(self::TEI | self::teiCorpus | self::dracorCorpus | self::TEI.2)
      /(teiHeader, *[not(self::teiHeader)] ! f:headers(.))"/>
  </xsl:function>

  <xsl:template match="teiHeader" mode="m:html">
    <section>
      <xsl:call-template name="unit-attributes"/>
      <dl class="fields">
        <xsl:for-each select="node()[self::* or self::text()[normalize-space()]]">
          <xsl:call-template name="field"/>
        </xsl:for-each>
      </dl>
    </section>
  </xsl:template>

  <!-- What holds other declarations: fields, or prose if that is what stands in it. -->
  <xsl:template match="
    (fileDesc | titleStmt | editionStmt | publicationStmt | seriesStmt | notesStmt | sourceDesc)
    | (encodingDesc | profileDesc | projectDesc | samplingDecl | editorialDecl)
    | (correction | hyphenation | interpretation | normalization | punctuation | quotation)
    | (segmentation | stdVals | styleDefDecl | tagsDecl | namespace | tagUsage | refsDecl)
    | (citeStructure | citeData | cRefPattern | refState | classDecl)
    | (appInfo | application | listPrefixDef | prefixDef | geoDecl | unitDecl | unitDef)
    | (transcriptionDesc | schemaRef | abstract | calendarDesc | calendar | creation)
    | (handNotes | langUsage | textClass | catRef | keywords)
    | (availability | conversion | recordingStmt | scriptStmt | correspContext)
    | (variantEncoding | constraintDecl)" mode="m:html">
    <xsl:call-template name="container"/>
  </xsl:template>

  <xsl:template match="licence | language | classCode | rendition" mode="m:html">
    <xsl:call-template name="link">
      <xsl:with-param name="href" select="f:first-href(@target)"/>
    </xsl:call-template>
  </xsl:template>

  <!-- A classification: a list of its categories, each with those inside it. Every document of an
       edition may repeat hundreds of them: an item for each, and nothing around its words. -->
  <xsl:template match="taxonomy | category" mode="m:html">
    <div>
      <xsl:call-template name="attributes"/>
      <xsl:call-template name="classification"/>
    </div>
  </xsl:template>

  <xsl:template mode="m:html"
    match="taxonomy/category | category/category | taxonomy/taxonomy | category/taxonomy">
    <li>
      <xsl:call-template name="attributes"/>
      <xsl:call-template name="classification"/>
    </li>
  </xsl:template>

  <xsl:template name="classification">
    <xsl:if test="not(*[not(self::category)])">
      <xsl:for-each select="(@n, @xml:id)[1]">
        <span class="facts" data-made="">{.}</span>
      </xsl:for-each>
    </xsl:if>
    <xsl:for-each select="
      node()[self::*[not(self::category or self::taxonomy)] or self::text()[normalize-space()]]">
      <xsl:if test="position() gt 1">
        <xsl:text> </xsl:text>
      </xsl:if>
      <xsl:apply-templates select="." mode="m:html"/>
    </xsl:for-each>
    <xsl:if test="category or taxonomy">
      <ul>
        <xsl:apply-templates select="*[self::category or self::taxonomy]" mode="m:html"/>
      </ul>
    </xsl:if>
  </xsl:template>

  <!-- Fields if the children are declarations, a block if they are prose, else a phrase. -->
  <xsl:template name="container">
    <xsl:choose>
      <xsl:when test="text()[normalize-space()] or not(*)">
        <xsl:call-template name="phrase"/>
      </xsl:when>
      <xsl:when test="*[not(self::p or self::ab or self::list or self::table or self::quote
          or self::lg or self::head or self::egXML)]">
        <xsl:call-template name="fields"/>
      </xsl:when>
      <xsl:otherwise>
        <xsl:call-template name="block"/>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- What a category is, in one line: its own words, or elements that the page's stylesheet parts
       by points. Those of an element without attributes stand in the category itself. -->
  <xsl:template match="catDesc" mode="m:html">
    <xsl:choose>
      <xsl:when test="text()[normalize-space()]">
        <xsl:call-template name="phrase"/>
      </xsl:when>
      <xsl:when test="@*">
        <xsl:element name="{if (f:holds-block(.)) then 'div' else 'span'}">
          <xsl:call-template name="attributes-of-class">
            <xsl:with-param name="class" select="'catDesc parted'"/>
          </xsl:call-template>
          <xsl:call-template name="parted"/>
        </xsl:element>
      </xsl:when>
      <xsl:otherwise>
        <xsl:call-template name="parted"/>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- The elements in the current one, which has no words of its own. -->
  <xsl:template name="parted">
    <xsl:for-each select="*">
      <xsl:if test="position() gt 1">
        <xsl:text> </xsl:text>
      </xsl:if>
      <xsl:apply-templates select="." mode="m:html"/>
    </xsl:for-each>
  </xsl:template>

  <!-- Changes: the date and who, made from the attributes, then the words. -->
  <xsl:template match="revisionDesc | listChange" mode="m:html">
    <div>
      <xsl:call-template name="attributes"/>
      <xsl:for-each-group select="* | text()[normalize-space()]"
        group-adjacent="exists(self::change | self::listChange)">
        <xsl:choose>
          <xsl:when test="current-grouping-key()">
            <xsl:call-template name="changes">
              <xsl:with-param name="changes" select="current-group()"/>
            </xsl:call-template>
          </xsl:when>
          <xsl:otherwise>
            <xsl:apply-templates select="current-group()" mode="m:html"/>
          </xsl:otherwise>
        </xsl:choose>
      </xsl:for-each-group>
    </div>
  </xsl:template>

  <xsl:template name="changes">
    <xsl:param name="changes" as="element()+"/>
    <ol>
      <xsl:for-each select="$changes">
        <li>
          <xsl:apply-templates select="." mode="m:html"/>
        </li>
      </xsl:for-each>
    </ol>
  </xsl:template>

  <xsl:template match="change" mode="m:html">
    <xsl:variable name="facts" as="xs:string*" select="f:change-facts(.)"/>
    <div>
      <xsl:call-template name="attributes"/>
      <xsl:if test="exists($facts)">
        <span class="facts" data-made="">{string-join($facts, ', ')}</span>
        <xsl:text> </xsl:text>
      </xsl:if>
      <xsl:apply-templates mode="m:html"/>
    </div>
  </xsl:template>

  <!-- When, by whom, and what became of it. -->
  <xsl:function name="f:change-facts" as="xs:string*">
    <xsl:param name="change" as="element(change)"/>
    <xsl:sequence select="
      ($change/(@when, @from, @to, @notBefore, @notAfter, @n, @status) ! string(),
       $change/@who ! f:pointer-words(.))[. ne '']"/>
  </xsl:function>

</xsl:stylesheet>
