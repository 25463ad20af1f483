[assembly: AssemblyFixture(typeof(Bunraku.TestSupport.TestHome))]
