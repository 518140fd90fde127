<?xml version="1.0" encoding="UTF-8"?>
<!--
  Chapters 19 and 20 of the TEI Guidelines: feature structures, and graphs, networks and trees.
  Feature structures are written as linguists write them, [number = plural; case = dative]; trees are
  nested blocks; the arcs of a graph are lines that say from where to where.
-->
<xsl:stylesheet version="3.0"
  xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:f="urn:editio:functions"
  xmlns:m="urn:editio:modes"
  xmlns="http://www.w3.org/1999/xhtml"
  xpath-default-namespace="http://www.tei-c.org/ns/1.0"
  exclude-result-prefixes="#all" expand-text="yes">

  <xsl:template match="fs" mode="m:html">
    <span>
      <xsl:call-template name="attributes"/>
      <span data-made="">[{@type ! (. || ': ')}</span>
      <xsl:call-template name="values">
        <xsl:with-param name="separator" select="'; '"/>
      </xsl:call-template>
      <span data-made="">{string-join(@feats ! f:pointer-words(.))}]</span>
    </span>
  </xsl:template>

  <xsl:template match="f" mode="m:html">
    <span>
      <xsl:call-template name="attributes"/>
      <span data-made="">{@name} = </span>
      <xsl:if test="not(node())">
        <span data-made="">{@fVal ! f:pointer-words(.)}</span>
      </xsl:if>
      <xsl:call-template name="values"/>
    </span>
  </xsl:template>

  <!-- The children, with a made sign between them. -->
  <xsl:template name="values">
    <xsl:param name="separator" as="xs:string" select="' '"/>
    <xsl:for-each select="node()[self::* or self::text()[normalize-space()]]">
      <xsl:if test="position() gt 1">
        <span data-made="">{$separator}</span>
      </xsl:if>
      <xsl:apply-templates select="." mode="m:html"/>
    </xsl:for-each>
  </xsl:template>

  <!-- Values that stand in attributes. -->
  <xsl:template match="symbol | numeric | binary | default | vLabel" mode="m:html">
    <span>
      <xsl:call-template name="attributes"/>
      <span data-made="">{
        if (self::default) then 'default'
        else if (self::vLabel) then '@' || @name
        else string-join((@value, @max), '–')}</span>
      <xsl:apply-templates mode="m:html"/>
    </span>
  </xsl:template>

  <xsl:template match="vAlt | vColl | vMerge | vNot" mode="m:html">
    <span>
      <xsl:call-template name="attributes"/>
      <span data-made="">{if (self::vNot) then '¬' else ()}(</span>
      <xsl:call-template name="values">
        <xsl:with-param name="separator" select="
          if (self::vAlt) then ' | ' else if (self::vMerge) then ' + ' else ', '"/>
      </xsl:call-template>
      <span data-made="">)</span>
    </span>
  </xsl:template>

  <!-- Declarations: what is declared, then its parts. -->
  <xsl:template match="fLib | fvLib | fsdDecl | fsDecl | fDecl | fsConstraints" mode="m:html">
    <div>
      <xsl:call-template name="attributes"/>
      <xsl:if test="@name | @type">
        <code data-made="">{(@name, @type)[1]}</code>
        <xsl:text> </xsl:text>
      </xsl:if>
      <xsl:call-template name="values"/>
    </div>
  </xsl:template>

  <xsl:template match="string | fDescr | fsDescr | vRange | vDefault" mode="m:html">
    <xsl:call-template name="phrase"/>
  </xsl:template>

  <xsl:template match="fsdLink" mode="m:html">
    <div>
      <xsl:call-template name="attributes"/>
      <span data-made="">{@type} → {@target ! f:pointer-words(.)}</span>
      <xsl:apply-templates mode="m:html"/>
    </div>
  </xsl:template>

  <!-- Conditions: words for their signs. -->
  <xsl:template match="cond | bicond" mode="m:html">
    <div>
      <xsl:call-template name="attributes"/>
      <xsl:call-template name="values"/>
    </div>
  </xsl:template>

  <xsl:template match="then | iff | if" mode="m:html">
    <span>
      <xsl:call-template name="attributes"/>
      <span data-made="">{map{'then': '→', 'iff': '↔', 'if': 'if'}(local-name())}</span>
      <xsl:apply-templates mode="m:html"/>
    </span>
  </xsl:template>

  <!-- Graphs and trees. -->
  <xsl:template mode="m:html" match="
    graph | tree | eTree | forest | listForest | triangle | eLeaf | root | iNode | leaf | node">
    <div>
      <xsl:call-template name="attributes"/>
      <xsl:if test="not(label) and @value">
        <span data-made="">{f:pointer-words(@value)}</span>
      </xsl:if>
      <xsl:apply-templates mode="m:html"/>
    </div>
  </xsl:template>

  <xsl:template match="arc" mode="m:html">
    <div>
      <xsl:call-template name="attributes"/>
      <xsl:call-template name="target">
        <xsl:with-param name="pointers" select="@from"/>
      </xsl:call-template>
      <span data-made="">→ </span>
      <xsl:call-template name="target">
        <xsl:with-param name="pointers" select="@to"/>
      </xsl:call-template>
      <xsl:apply-templates mode="m:html"/>
    </div>
  </xsl:template>

</xsl:stylesheet>
