Console.WriteLine("bunraku");
