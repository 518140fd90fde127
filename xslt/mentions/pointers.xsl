<?xml version="1.0" encoding="UTF-8"?>
<!-- TEI Guidelines, chapter 16: everything that points, and what the document can say about it. -->
<xsl:stylesheet version="3.0"
  xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:f="urn:editio:functions"
  xmlns:m="urn:editio:modes"
  xmlns:v="urn:editio:variables"
  xpath-default-namespace="http://www.tei-c.org/ns/1.0"
  exclude-result-prefixes="#all" expand-text="yes">

  <!-- Records: prefixes, and the values of pointing attributes as written. The links between the
       words of an annotated text are no pointers of the edition; those between texts are. -->
  <xsl:function name="f:pointers" as="xs:string">
    <xsl:param name="document" as="document-node()"/>
    <xsl:variable name="pointers" as="xs:anyAtomicType*" select="distinct-values((
      $document//*/(@ref | @key | @corresp | @target | @who | @source | @sameAs | @toWhom | @resp
        | @wit | @edRef | @facs | @url | @decls | @copyOf | @active | @passive | @mutual)
      [not(parent::link)],
      $document//linkGrp[f:aligns(.)]/link/@target/tokenize(.)[not(starts-with(., '#'))]))"/>
    <xsl:sequence select="string-join((
      $document//prefixDef ! ('&#xFDD0;@prefix' || f:attributes(.) || '&#xFDD2;&#xFDD3;'),
      f:record('@pointers', string-join($pointers, '&#xFDD1;')),
      f:record('@keys', string-join(distinct-values($document//*/@key), '&#xFDD1;'))))"/>
  </xsl:function>

</xsl:stylesheet>
