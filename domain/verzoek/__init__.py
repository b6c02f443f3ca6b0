"""The verzoek: what somebody asks about their own data, from receipt to answer and destruction (AVG 15-18, 21)."""
