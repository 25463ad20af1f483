using Bunraku.Core.Errors;
using Bunraku.Core.Machine;
using Bunraku.Core.Posing;

namespace Bunraku.Core.Tests.Posing;

public sealed class FiniteValuesTests
{
    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    [InlineData(float.NegativeInfinity)]
    public void One_value_that_is_not_a_number_is_found_at_every_place(float value)
    {
        for (int length = 1; length < 70; length++)
        {
            for (int place = 0; place < length; place++)
            {
                float[] values = [.. Enumerable.Repeat(float.MaxValue, length)];
                Assert.True(FiniteValues.AreAll(values));
                values[place] = value;
                Assert.False(FiniteValues.AreAll(values), $"{value} at {place} of {length}");
            }
        }
    }

    [Fact]
    public void The_error_names_what_is_wrong_and_the_processor()
    {
        FiniteValues.Require([], Phrase.Of("Nothing"));
        string message = Assert.Throws<BadInputException>(() => FiniteValues.Require([float.NaN], Phrase.Of("The picture of the teacher x"))).Message;

        Assert.StartsWith("The picture of the teacher x has values that are not numbers", message, StringComparison.Ordinal);
        Assert.Contains(Processor.Name, message, StringComparison.Ordinal);
    }
}
