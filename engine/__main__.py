"""python -m engine"""
