module kubernetes-events/stack/tools/compose

go 1.26.0
