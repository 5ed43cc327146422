print("asrsh")
