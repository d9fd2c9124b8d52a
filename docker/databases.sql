-- Run once by an empty database server: a database for each node, and what only an administrator may add.
create database region_dalarna;
create database demokliniken_goteborg;
\connect vardformedling
create schema ext;
create extension cube schema ext;
create extension earthdistance schema ext;
\connect region_dalarna
create schema ext;
create extension cube schema ext;
create extension earthdistance schema ext;
\connect demokliniken_goteborg
create schema ext;
create extension cube schema ext;
create extension earthdistance schema ext;
