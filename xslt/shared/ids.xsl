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
  <xsl:key name="v:by-id" match="*[@xml:id][not(self::eg:*)] | eg:egXML[@xml:id]" use="normalize-space(@xml:id)"/>

  <!-- A stack of divisions, innermost first: each with its path, and how many units of each kind
       have begun in it. -->
  <xsl:accumulator name="v:counts" as="map(xs:string, item())*"
    initial-value="map{ 'path': '' }">
    <xsl:accumulator-rule phase="start"
      match="TEI | teiCorpus | teiHeader | text | front | body | back | group | floatingText | standOff
             | div | div0 | div1 | div2 | div3 | div4 | div5 | div6 | div7"
      select="f:enter($value, .)"/>
    <xsl:accumulator-rule phase="end"
      match="TEI | teiCorpus | teiHeader | text | front | body | back | group | floatingText | standOff
             | div | div0 | div1 | div2 | div3 | div4 | div5 | div6 | div7"
      select="tail($value)"/>
    <xsl:accumulator-rule phase="start"
      match="p | ab | lg | sp | u | note | entry | entryFree | figure | table | list | stage | app
             | msDesc | titlePage | castList | opener | closer | argument | epigraph | trailer
             | cit | person | personGrp | place | org | event | bibl | biblStruct | biblFull
             | correspDesc | surface | line | annotationBlock | witness
             | eg:egXML"
      select="f:count($value, local-name())"/>
  </xsl:accumulator>

  <!-- The stack with one more unit of this kind counted in the innermost division. -->
  <xsl:function name="f:count" as="map(xs:string, item())+">
    <xsl:param name="stack" as="map(xs:string, item())+"/>
    <xsl:param name="kind" as="xs:string"/>
    <xsl:variable name="top" as="map(xs:string, item())" select="head($stack)"/>
    <xsl:sequence select="map:put($top, $kind, ($top($kind), 0)[1] + 1), tail($stack)"/>
  </xsl:function>

  <!-- The stack inside a division. The outermost TEI and text leave no trace in the path, front,
       body and back are named, divisions are numbers, all else is a name with its number. -->
  <xsl:function name="f:enter" as="map(xs:string, item())+">
    <xsl:param name="stack" as="map(xs:string, item())*"/>
    <xsl:param name="division" as="element()"/>
    <xsl:variable name="kind" as="xs:string" select="replace(local-name($division), '[0-7]$', '')"/>
    <xsl:variable name="counted" as="map(xs:string, item())+" select="f:count($stack, $kind)"/>
    <xsl:variable name="number" as="xs:integer" select="head($counted)($kind)"/>
    <xsl:variable name="step" as="xs:string" select="
      if ($kind = ('TEI', 'teiCorpus', 'text') and $number = 1 and head($stack)('path') eq '')
      then ''
      else if ($kind eq 'teiHeader' and $number = 1) then 'header'
      else if ($kind = ('front', 'body', 'back', 'standOff') and $number = 1) then $kind
      else if ($kind = 'div') then string($number)
      else $kind || $number"/>
    <xsl:sequence select="
      map{ 'path': string-join((head($stack)('path'), $step)[. ne ''], '.') }, $counted"/>
  </xsl:function>

  <!-- The id of a citable unit or of any element with an xml:id: unique in the document. -->
  <xsl:function name="f:id" as="xs:string">
    <xsl:param name="unit" as="element()"/>
    <xsl:variable name="own" as="xs:string" select="normalize-space($unit/@xml:id)"/>
    <xsl:sequence select="
      if ($own ne '' and not(contains($own, ' ')) and key('v:by-id', $own, root($unit))[1] is $unit)
      then $own
      else f:path-id($unit)"/>
  </xsl:function>

  <!-- The stable path of a unit; a document that uses it as an xml:id elsewhere gets a mark. -->
  <xsl:function name="f:path-id" as="xs:string">
    <xsl:param name="unit" as="element()"/>
    <xsl:variable name="top" as="map(xs:string, item())"
      select="head($unit/accumulator-before('v:counts'))"/>
    <xsl:variable name="kind" as="xs:string" select="local-name($unit)"/>
    <xsl:variable name="path" as="xs:string" select="
      string-join(($top('path')[. ne ''],
        if (map:contains($top, $kind)) then $kind || $top($kind) else ()), '.')"/>
    <xsl:sequence select="
      if ($path eq '') then 'top'
      else if (exists(key('v:by-id', $path, root($unit)))) then $path || '_'
      else $path"/>
  </xsl:function>

</xsl:stylesheet>
