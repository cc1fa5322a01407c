"""What is printed in a sheet of any office: tables by their heads and bodies, titles, codes, numbers and units."""
