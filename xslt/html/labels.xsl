<?xml version="1.0" encoding="UTF-8"?>
<!-- The words that are ours: a label for each element that is shown as a field. -->
<xsl:stylesheet version="3.0"
  xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:f="urn:editio:functions"
  xmlns:v="urn:editio:variables"
  xpath-default-namespace="http://www.tei-c.org/ns/1.0"
  exclude-result-prefixes="#all" expand-text="yes">

  <!-- Names whose label is not the name itself in words. -->
  <xsl:variable name="v:labels" as="map(xs:string, xs:string)" select="map{
    'teiHeader': 'Header',
    'fileDesc': 'The file', 'titleStmt': 'Title and responsibility', 'respStmt': 'Responsibility',
    'resp': 'Role', 'editionStmt': 'Edition', 'publicationStmt': 'Publication',
    'seriesStmt': 'Series', 'notesStmt': 'Notes', 'sourceDesc': 'Source', 'pubPlace': 'Place',
    'idno': 'Identifier', 'availability': 'Availability', 'encodingDesc': 'Encoding',
    'profileDesc': 'The text', 'revisionDesc': 'Revisions', 'projectDesc': 'Project',
    'editorialDecl': 'Editorial principles', 'samplingDecl': 'Sampling', 'refsDecl': 'References',
    'classDecl': 'Classifications', 'tagsDecl': 'Elements used', 'langUsage': 'Languages',
    'textClass': 'Classification', 'particDesc': 'Participants', 'settingDesc': 'Setting',
    'correspDesc': 'Correspondence', 'listChange': 'Changes', 'catDesc': 'Category',
    'biblFull': 'Bibliographic description', 'biblStruct': 'Bibliographic entry',
    'biblScope': 'Part', 'bibl': 'Bibliographic entry', 'listBibl': 'Bibliography',
    'msDesc': 'Manuscript', 'appInfo': 'Software', 'xenoData': 'Other metadata',
    'charDecl': 'Characters', 'metDecl': 'Metrical notation', 'desc': 'Description',
    'ab': 'Text', 'p': 'Text'
    }"/>

  <!-- The label of an element: from the table, else its name in words (handDesc: "Hand desc"). -->
  <xsl:function name="f:label" as="xs:string">
    <xsl:param name="element" as="element()"/>
    <xsl:variable name="name" as="xs:string" select="local-name($element)"/>
    <xsl:sequence select="($v:labels($name), f:spelled-out($name))[1]"/>
  </xsl:function>

  <xsl:function name="f:spelled-out" as="xs:string" cache="yes">
    <xsl:param name="name" as="xs:string"/>
    <xsl:variable name="words" as="xs:string"
      select="lower-case(replace($name, '(\p{Ll})(\p{Lu})', '$1 $2'))"/>
    <xsl:sequence select="upper-case(substring($words, 1, 1)) || substring($words, 2)"/>
  </xsl:function>

</xsl:stylesheet>
