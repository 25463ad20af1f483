using System.Collections.Immutable;
using Bunraku.Live.Expressions;
using Bunraku.Studio.Shell;

namespace Bunraku.Studio.Features.Expressions;

/// <summary>The user's expressions.</summary>
internal sealed record ExpressionSettings : ISettings<ExpressionSettings>
{
    /// <summary>The keys that the pages themselves use.</summary>
    public const string TakenKeys = "rdbk?";

    public ImmutableArray<Expression> Expressions { get; init; } = GoodExpressions.All;

    public ExpressionSettings Repaired() => this with
    {
        Expressions = Expressions.IsDefault ? GoodExpressions.All : Expression.Repaired(Expressions),
    };

    /// <summary>The expression of that name, or null.</summary>
    public Expression? Find(string name) => Expressions.FirstOrDefault(expression => expression.Name == name);

    /// <summary>The same settings with an expression changed.</summary>
    public ExpressionSettings With(string name, Func<Expression, Expression> change) =>
        this with { Expressions = [.. Expressions.Select(expression => expression.Name == name ? change(expression) : expression)] };

    /// <summary>The same settings with one more expression, under a name that is free.</summary>
    public ExpressionSettings Plus(Expression expression) =>
        this with { Expressions = Expressions.Add(expression with { Name = FreeName.Of(expression.Name, name => Find(name) is not null) }) };
}
