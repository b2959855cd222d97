.module m
