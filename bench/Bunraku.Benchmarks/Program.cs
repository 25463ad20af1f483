Console.WriteLine("bunraku-bench");
