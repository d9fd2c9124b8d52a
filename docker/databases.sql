-- Run once by an empty database server: for each node a database, a role that owns its tables and another for the program, which cannot
-- change its own access log; and what only an administrator may add. All have one password here; on machines of their own each has its own.
\getenv password POSTGRES_PASSWORD
create role national_tables login password :'password';
create role national_node login password :'password';
create role region_dalarna_tables login password :'password';
create role region_dalarna_node login password :'password';
create role demokliniken_goteborg_tables login password :'password';
create role demokliniken_goteborg_node login password :'password';
create database national owner national_tables;
create database region_dalarna owner region_dalarna_tables;
create database demokliniken_goteborg owner demokliniken_goteborg_tables;
\connect national
create schema ext authorization national_tables;
create extension cube schema ext;
create extension earthdistance schema ext;
\connect region_dalarna
create schema ext authorization region_dalarna_tables;
create extension cube schema ext;
create extension earthdistance schema ext;
\connect demokliniken_goteborg
create schema ext authorization demokliniken_goteborg_tables;
create extension cube schema ext;
create extension earthdistance schema ext;
