<!doctype html>
<html>
