<?xml version="1.0" encoding="UTF-8"?>
<!--
  Citable units and their ids.

  A citable unit is what can be linked to and cited. Its id is its xml:id where it has a usable one
  that is its own, else a stable path: the division it stands in (body.2.1), its kind, and its
  number among its kind there: body.2.1.p5. Counting restarts in every division, so that an edit
  moves only the ids of its own division. Every stylesheet that names a unit includes this module,
  so that HTML, mentions and text always agree. The initial mode of a stylesheet that includes it
  says use-accumulators="v:counts".
-->
<xsl:stylesheet version="3.0"
  xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:map="http://www.w3.org/2005/xpath-functions/map"
  xmlns:eg="http://www.tei-c.org/ns/Examples"
  xmlns:f="urn:editio:functions"
  xmlns:v="urn:editio:variables"
  xpath-default-namespace="http://www.tei-c.org/ns/1.0"
  exclude-result-prefixes="#all" expand-text="yes">

  <!-- Ids in examples of markup (egXML) name nothing. -->
  <xsl:key name="v:by-id" match="*[@xml:id][not(self::eg:*)] | eg:egXML[@xml:id]"
    use="normalize-space(@xml:id)"/>

  <!-- The innermost division: its path, how many units of each kind have begun in it, and `up`,
       the division around it. Maps are typed loosely here: this runs for every unit. -->
  <xsl:accumulator name="v:counts" as="map(*)" initial-value="map{ 'path': '' }">
    <xsl:accumulator-rule phase="start"
      match="TEI | teiCorpus | dracorCorpus | TEI.2 | teiHeader | text | front | body | back | group
             | floatingText | standOff | div | div0 | div1 | div2 | div3 | div4 | div5 | div6 | div7"
      select="f:enter($value, .)"/>
    <xsl:accumulator-rule phase="end"
      match="TEI | teiCorpus | dracorCorpus | TEI.2 | teiHeader | text | front | body | back | group
             | floatingText | standOff | div | div0 | div1 | div2 | div3 | div4 | div5 | div6 | div7"
      select="$value('up')"/>
    <xsl:accumulator-rule phase="start"
      match="p | ab | lg | sp | u | note | entry | entryFree | figure | table | list | stage | app
             | msDesc | titlePage | castList | opener | closer | argument | epigraph | trailer
             | cit | person | personGrp | place | org | event | bibl | biblStruct | biblFull
             | correspDesc | surface | line | annotationBlock | witness
             | eg:egXML"
      select="map:put($value, local-name(), ($value(local-name()), 0)[1] + 1)"/>
  </xsl:accumulator>

  <!-- What is known inside a division. The outermost document and its text leave no trace in the
       path; header, front, body and back are named, divisions are numbers, all else is a name with
       its number. -->
  <xsl:function name="f:enter" as="map(*)">
    <xsl:param name="outer" as="map(*)"/>
    <xsl:param name="division" as="element()"/>
    <xsl:variable name="kind" as="xs:string" select="replace(local-name($division), '[0-7]$', '')"/>
    <xsl:variable name="number" as="xs:integer" select="($outer($kind), 0)[1] + 1"/>
    <xsl:variable name="path" as="xs:string" select="$outer('path')"/>
    <xsl:variable name="step" as="xs:string" select="
      if ($kind eq 'div') then string($number)
      else if ($number = 1 and $path eq '' and $kind eq 'text') then ''
      else if (not(map:contains($outer, 'up')) and $kind ne 'text') then f:root-step($kind)
      else if ($kind eq 'teiHeader' and $number = 1) then 'header'
      else if ($kind = ('front', 'body', 'back', 'standOff') and $number = 1) then $kind
      else $kind || $number"/>
    <xsl:sequence select="
      map{ 'path': string-join(($path, $step)[. ne ''], '.'), 'up': map:put($outer, $kind, $number) }"
    />
  </xsl:function>

  <!-- The step of a document's root: a whole document leaves no trace, a fragment does. -->
  <xsl:function name="f:root-step" as="xs:string">
    <xsl:param name="kind" as="xs:string"/>
    <xsl:sequence select="
      if ($kind = ('TEI', 'teiCorpus', 'dracorCorpus', 'TEI.2')) then ''
      else if ($kind eq 'teiHeader') then 'header'
      else if ($kind = ('front', 'body', 'back', 'standOff')) then $kind
      else $kind || '1'"/>
  </xsl:function>

  <!-- The id of a citable unit: unique in the document. -->
  <xsl:function name="f:id" as="xs:string">
    <xsl:param name="unit" as="element()"/>
    <xsl:sequence select="(if ($unit/@xml:id) then f:own-id($unit) else (), f:path-id($unit))[1]"/>
  </xsl:function>

  <!-- An element's xml:id, if it is usable and its own: of those that share one, the first has it. -->
  <xsl:function name="f:own-id" as="xs:string?">
    <xsl:param name="element" as="element()"/>
    <xsl:variable name="own" as="xs:string" select="normalize-space($element/@xml:id)"/>
    <xsl:sequence select="
      $own[. ne '' and not(contains(., ' ')) and key('v:by-id', ., root($element))[1] is $element]"/>
  </xsl:function>

  <!-- The stable path of a unit; a document that uses it as an xml:id elsewhere gets a mark. -->
  <xsl:function name="f:path-id" as="xs:string">
    <xsl:param name="unit" as="element()"/>
    <xsl:variable name="division" as="map(*)" select="$unit/accumulator-before('v:counts')"/>
    <xsl:variable name="kind" as="xs:string" select="local-name($unit)"/>
    <xsl:variable name="path" as="xs:string" select="$division('path')"/>
    <xsl:variable name="id" as="xs:string" select="
      if (map:contains($division, $kind))
      then (if ($path eq '') then '' else $path || '.') || $kind || $division($kind)
      else if ($path eq '') then 'top'
      else $path"/>
    <xsl:sequence select="if (key('v:by-id', $id, root($unit))) then $id || '_' else $id"/>
  </xsl:function>

</xsl:stylesheet>
