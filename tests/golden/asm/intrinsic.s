; target: hydro roomod
.module m
.intrinsic println(value: any)
    vm "println"
    js "console.log"
.end
